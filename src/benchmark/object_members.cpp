#include "benchmark/object_members.hpp"

#include "benchmark/json_scan.hpp"
#include "core/byte_block.hpp"

#include <bit>

namespace preceptron {

namespace {

const char* past_blanks(const char* at, const char* end) noexcept {
    while (at < end && is_json_blank(*at))
        ++at;
    return at;
}

const char* moved(const char* at, std::size_t by) noexcept {
    return by == no_end ? nullptr : at + by;
}

std::string_view between(const char* begin, const char* end) noexcept {
    return {begin, static_cast<std::size_t>(end - begin)};
}

// `at` is the opening quote. Nearly every name, and every other value, ends within a block.
const char* past_string(const char* at, const char* end) noexcept {
    if (end - at > static_cast<std::ptrdiff_t>(byte_block::size))
        if (const auto found = byte_block(at + 1).either('"', '\\')) {
            const char* const special = at + 1 + std::countr_zero(found);
            if (*special == '"')
                return special + 1;
        }
    return moved(at, end_of_string(between(at, end), 0));
}

// Null where the text ends first, or no value stands there.
const char* past_value(const char* at, const char* end) noexcept {
    if (*at == '"')
        return past_string(at, end);
    if (*at == '{' || *at == '[')
        return moved(at, end_of_group(between(at, end), 0));
    const char* const begin = at;
    while (at < end && *at != ',' && *at != '}' && *at != ']' && !is_json_blank(*at))
        ++at;
    return at == begin ? nullptr : at;
}

} // namespace

object_members::object_members(std::string_view object) noexcept
    : at_(object.data()), end_(object.data() + object.size()) {
    at_ = past_blanks(at_, end_);
    at_ = at_ < end_ && *at_ == '{' ? at_ + 1 : end_;
}

bool object_members::next(json_member& m) noexcept {
    const char* at = past_blanks(at_, end_);
    at_ = end_; // whatever is wrong below ends the walk
    if (at == end_)
        return false;
    if (*at == '}') {
        closed_ = true;
        return false;
    }
    if (!first_) {
        if (*at != ',')
            return false;
        at = past_blanks(at + 1, end_);
    }
    first_ = false;
    if (at == end_ || *at != '"')
        return false;
    const char* const name_end = past_string(at, end_);
    if (!name_end)
        return false;
    m.name = between(at + 1, name_end - 1);
    at = past_blanks(name_end, end_);
    if (at == end_ || *at != ':')
        return false;
    at = past_blanks(at + 1, end_);
    if (at == end_)
        return false;
    const char* const value_end = past_value(at, end_);
    if (!value_end)
        return false;
    m.value = between(at, value_end);
    at_ = value_end;
    return true;
}

std::string_view member_text(std::string_view object, std::string_view name) {
    object_members members(object);
    for (json_member m; members.next(m);)
        if (m.name == name)
            return m.value;
    return {};
}

} // namespace preceptron
