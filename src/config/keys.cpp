#include "config/keys.hpp"

namespace preceptron::config {

const secret* keys::find(std::string_view name) const {
    const auto found = keys_.find(name);
    return found == keys_.end() ? nullptr : &found->second.key;
}

std::string_view keys::source(std::string_view name) const {
    const auto found = keys_.find(name);
    return found == keys_.end() ? std::string_view() : found->second.source;
}

std::string_view keys::refusal(std::string_view name) const {
    const auto found = refusals_.find(name);
    return found == refusals_.end() ? std::string_view() : found->second;
}

void keys::add(std::string name, secret key, std::string source) {
    keys_.insert_or_assign(std::move(name), found{std::move(key), std::move(source)});
}

void keys::refuse(std::string name, std::string why) {
    refusals_.insert_or_assign(std::move(name), std::move(why));
}

} // namespace preceptron::config
