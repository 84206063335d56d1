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

const problem* keys::doubt(std::string_view name) const {
    const auto found = doubts_.find(name);
    return found == doubts_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> keys::names() const {
    std::vector<std::string_view> all;
    for (const auto& [name, found] : keys_)
        all.push_back(name);
    return all;
}

void keys::add(std::string name, secret key, std::string source) {
    keys_.insert_or_assign(std::move(name), found{std::move(key), std::move(source)});
}

void keys::add_doubt(std::string name, problem doubt) {
    doubts_.insert_or_assign(std::move(name), std::move(doubt));
}

void keys::refuse(std::string name, std::string why) {
    refusals_.insert_or_assign(std::move(name), std::move(why));
}

} // namespace preceptron::config
