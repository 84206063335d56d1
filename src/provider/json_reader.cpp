#include "provider/json_reader.hpp"

#include "core/utf8.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <charconv>
#include <string>

namespace preceptron::provider {

namespace {

boost::json::parse_options depth_limit() {
    boost::json::parse_options options;
    options.max_depth = 64;
    return options;
}

// The code unit of "\uXXXX" at the front of `text`; -1 if there is none.
int escaped_unit(std::string_view text) noexcept {
    unsigned unit = 0;
    if (text.size() < 6 || text[0] != '\\' || text[1] != 'u')
        return -1;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
    return error == std::errc{} && end == text.data() + 6 ? static_cast<int>(unit) : -1;
}

bool is_high_surrogate(int unit) noexcept {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(int unit) noexcept {
    return unit >= 0xDC00 && unit < 0xE000;
}

// `text` with each lone surrogate escape replaced by \ufffd; empty when it has none.
std::string without_lone_surrogates(std::string_view text) {
    std::string out;
    bool changed = false;
    while (!text.empty()) {
        const std::size_t escape = text.find('\\');
        out += text.substr(0, escape);
        if (escape == std::string_view::npos)
            break;
        text.remove_prefix(escape);
        std::size_t length = 2; // a backslash and what it escapes
        const int unit = escaped_unit(text);
        if (unit >= 0) {
            const bool pair =
                is_high_surrogate(unit) && is_low_surrogate(escaped_unit(text.substr(6)));
            length = pair ? 12 : 6;
            if (!pair && (is_high_surrogate(unit) || is_low_surrogate(unit))) {
                out += "\\ufffd";
                text.remove_prefix(length);
                changed = true;
                continue;
            }
        }
        out += text.substr(0, length);
        text.remove_prefix(std::min(length, text.size()));
    }
    return changed ? out : std::string();
}

} // namespace

json_reader::json_reader() : parser_(depth_limit()) {}

const json_node* json_reader::read(std::string_view text) {
    text = without_byte_order_mark(text);
    if (const json_node* const value = parse(text))
        return value;
    constexpr std::size_t largest_repaired = 1u << 20; // a copy of it; no judge says more
    if (too_many_ || text.size() > largest_repaired)
        return nullptr;
    repaired_ = without_lone_surrogates(text);
    return repaired_.empty() ? nullptr : parse(repaired_);
}

const json_node* json_reader::parse(std::string_view text) {
    parser_.reset();
    parser_.handler().begin(text);
    boost::json::error_code error;
    const std::size_t read = parser_.write_some(false, text.data(), text.size(), error);
    cut_short_ = error == boost::json::error::incomplete;
    too_many_ = error == boost::json::error::array_too_large;
    return error || read != text.size() ? nullptr : &parser_.handler().root();
}

} // namespace preceptron::provider
