#include "core/json_text.hpp"

#include "core/plain_run.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace preceptron {

namespace {

// `magnitude` with nine digits behind the point at most, as seconds and prices have, without the
// search for the shortest digits that mean it: they are the shortest if they mean it at all, as no
// two numbers of fifteen digits are the same double. Writes to `out`, which has room; returns the
// end, or null where more digits are needed.
char* put_short_decimal(double magnitude, char* out) noexcept {
    constexpr double unit = 1e9;
    if (magnitude >= 1e6)
        return nullptr;
    auto digits = static_cast<std::uint64_t>(magnitude * unit + 0.5);
    if (static_cast<double>(digits) / unit != magnitude)
        return nullptr;
    constexpr std::uint64_t one = 1'000'000'000;
    out = std::to_chars(out, out + 20, digits / one).ptr;
    *out++ = '.';
    digits %= one;
    std::size_t places = 9;
    for (; digits % 10 == 0 && places > 1; digits /= 10)
        --places;
    for (std::size_t i = places; i-- > 0; digits /= 10)
        out[i] = static_cast<char>('0' + digits % 10);
    return out + places;
}

} // namespace

std::string number_text(double value) {
    // Python switches to an exponent below 1e-4 and from 1e16 on; to_chars has other borders.
    char text[40];
    const double magnitude = std::fabs(value);
    if (magnitude < 1e15 && value == std::trunc(value) && !std::signbit(value)) {
        const auto end = std::to_chars(text, text + sizeof text, static_cast<std::int64_t>(value));
        return std::string(text, end.ptr) += ".0";
    }
    if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
        const auto end =
            std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
        return {text, end.ptr};
    }
    char* digits = text;
    if (std::signbit(value))
        *digits++ = '-';
    if (char* const end = put_short_decimal(magnitude, digits))
        return {text, end};
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed);
    std::string result(text, end.ptr);
    if (result.find('.') == std::string::npos)
        result += ".0";
    return result;
}

void json_writer::new_line() {
    if (indent_ > 0) {
        out_ += '\n';
        out_.append(static_cast<std::size_t>(indent_ * depth_), ' ');
    }
}

void json_writer::begin_item() {
    if (!first_)
        out_ += ',';
    if (depth_ > 0)
        new_line();
    first_ = false;
}

void json_writer::open(char bracket) {
    separate();
    out_ += bracket;
    ++depth_;
    first_ = true;
}

void json_writer::close(char bracket) {
    --depth_;
    if (!first_)
        new_line();
    out_ += bracket;
    first_ = false;
}

json_writer& json_writer::begin_object() {
    return open('{'), *this;
}
json_writer& json_writer::end_object() {
    return close('}'), *this;
}
json_writer& json_writer::begin_array() {
    return open('['), *this;
}
json_writer& json_writer::end_array() {
    return close(']'), *this;
}

json_writer& json_writer::key(std::string_view name) {
    if (indent_ == 0 && short_and_plain(name)) { // in one piece: a record has a dozen of them
        std::array<char, short_text + 4> whole;
        char* end = whole.data();
        if (!first_)
            *end++ = ',';
        *end++ = '"';
        end = copy_short(name, end);
        *end++ = '"';
        *end++ = ':';
        out_.append(whole.data(), static_cast<std::size_t>(end - whole.data()));
        first_ = false;
        after_key_ = true;
        return *this;
    }
    separate();
    append_json_string(out_, name);
    out_ += indent_ > 0 ? ": " : ":";
    after_key_ = true;
    return *this;
}

json_writer& json_writer::value(std::string_view text) {
    separate();
    append_json_string(out_, text);
    return *this;
}

json_writer& json_writer::value(bool b) {
    return raw(b ? "true" : "false");
}
json_writer& json_writer::value(double number) {
    return std::isfinite(number) ? raw(number_text(number)) : null();
}
json_writer& json_writer::value(std::int64_t number) {
    return raw(std::to_string(number));
}
json_writer& json_writer::value(std::uint64_t number) {
    return raw(std::to_string(number));
}
json_writer& json_writer::null() {
    return raw("null");
}

json_writer& json_writer::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

} // namespace preceptron
