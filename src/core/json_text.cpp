#include "core/json_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace preceptron {

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
