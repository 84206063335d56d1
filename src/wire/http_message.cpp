#include "wire/http_message.hpp"

#include <algorithm>

namespace preceptron::wire {

namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    };
    return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace

void headers::add(std::string name, std::string value) {
    list_.push_back({std::move(name), std::move(value)});
}

std::optional<std::string_view> headers::find(std::string_view name) const noexcept {
    for (const header& h : list_)
        if (equal_ignoring_case(h.name, name))
            return h.value;
    return {};
}

} // namespace preceptron::wire
