#include "wire/http_message.hpp"

#include "core/ascii.hpp"

#include <algorithm>

namespace preceptron::wire {

namespace {

constexpr auto lower = [](char c) noexcept { return ascii_lower(c); };

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace

void headers::add(std::string name, std::string value) {
    if (list_.empty())
        list_.reserve(8); // as many as most messages have: not one, two, four at a time
    list_.push_back({std::move(name), std::move(value)});
}

std::optional<std::string_view> headers::find(std::string_view name) const noexcept {
    for (const header& h : list_)
        if (equal_ignoring_case(h.name, name))
            return h.value;
    return {};
}

bool is_event_stream(std::string_view content_type) noexcept {
    constexpr std::string_view name = "text/event-stream";
    return !std::ranges::search(content_type, name, {}, lower).empty();
}

} // namespace preceptron::wire
