#include "judging/task.hpp"

#include "core/hash.hpp"

#include <algorithm>

namespace preceptron::judging {

const prompt_variant& task::variant(std::string_view name_of_it) const noexcept {
    const auto named = std::ranges::find(variants, name_of_it, &prompt_variant::name);
    if (named != variants.end())
        return *named;
    return *std::ranges::find(variants, std::string_view("default"), &prompt_variant::name);
}

std::string task::describe() const {
    return name + ": " + title + " (" + scale.describe({}) + ")";
}

std::string prompt_template_hash(const prompt_variant& variant) {
    return to_hex(sha256().add_field(variant.system.text).add_field(variant.user.text).finish());
}

} // namespace preceptron::judging
