#include "fuzz/targets.hpp"

#include <algorithm>
#include <array>

namespace preceptron::fuzz {

namespace {

constexpr std::array<target, 9> targets{{
    {"configuration", read_configuration},
    {"date", read_date},
    {"events", read_events},
    {"journal", read_journal},
    {"keys", read_key_file},
    {"limits", read_limits},
    {"ratings", read_ratings},
    {"response", decode_response},
    {"verdict", read_verdict},
}};

} // namespace

std::span<const target> all_targets() {
    return targets;
}

const target* find_target(std::string_view name) {
    const auto found = std::ranges::find(targets, name, &target::name);
    return found == targets.end() ? nullptr : &*found;
}

} // namespace preceptron::fuzz
