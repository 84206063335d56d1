#include "config/scalar.hpp"

#include "config/duration.hpp"
#include "core/ascii.hpp"
#include "core/json_text.hpp"
#include "core/nearest.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace preceptron::config {

namespace {

void expected(const yaml_value& value, std::string_view key, problem_list& problems,
              std::string_view what, std::string_view hint = {}) {
    if (value.type == yaml_value::kind::unusable)
        return;
    problems.add(value.where, std::string(key) + ": expected " + std::string(what) + ", found " +
                                  describe(value) + std::string(hint));
}

bool is_scalar(const yaml_value& value) noexcept {
    return value.type == yaml_value::kind::scalar;
}

std::optional<std::int64_t> whole_number(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || has_leading_zero(text))
        return {};
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text[0] == '-')
        return {};
    return negative ? -number : number;
}

std::optional<double> decimal_number(std::string_view text) noexcept {
    if (text.starts_with('+'))
        text.remove_prefix(1);
    // from_chars would also read "inf" and "nan".
    if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos ||
        has_leading_zero(text))
        return {};
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return {};
    return number;
}

// Bounds as a user would write them: 2, not 2.0.
std::string bound(double number) {
    std::string text = number_text(number);
    if (text.ends_with(".0"))
        text.resize(text.size() - 2);
    return text;
}

std::string in_words(number_range range) {
    if (range.highest > range.lowest)
        return (range.without_lowest ? "a number above " : "a number from ") + bound(range.lowest) +
               (range.without_lowest ? ", at most " : " to ") + bound(range.highest);
    return range.without_lowest ? "a number above " + bound(range.lowest)
                                : "a number, " + bound(range.lowest) + " or more";
}

bool holds(number_range range, double number) noexcept {
    if (range.highest > range.lowest && number > range.highest)
        return false;
    return range.without_lowest ? number > range.lowest : number >= range.lowest;
}

// Of ASCII or U+0080 to U+009F.
bool has_control_character(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c == 0x7F)
            return true;
        if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
            return true;
    }
    return false;
}

constexpr std::string_view unquote_hint = " (remove the quotes)";
constexpr std::string_view zero_hint = " (write it without the leading zero, octal to some)";

std::string_view number_hint(const yaml_value& value, bool fits) {
    if (fits)
        return unquote_hint;
    return is_scalar(value) && has_leading_zero(value.text) ? zero_hint : "";
}

} // namespace

std::optional<std::string> read_text(const yaml_value& value, std::string_view key,
                                     problem_list& problems) {
    if (!is_scalar(value)) {
        expected(value, key, problems, "a text");
        return {};
    }
    const bool control = has_control_character(value.text);
    if (control || value.text.find_first_not_of(' ') == value.text.npos) {
        problems.add(value.where,
                     std::string(key) + (control ? ": a text on one line, without control "
                                                   "characters, is expected"
                                                 : ": the text is empty"));
        return {};
    }
    return value.text;
}

std::optional<bool> read_boolean(const yaml_value& value, std::string_view key,
                                 problem_list& problems) {
    const std::string word = is_scalar(value) ? ascii_lower(value.text) : "";
    const bool yes = word == "yes" || word == "on" || word == "y";
    const bool no = word == "no" || word == "off" || word == "n";
    if (!value.quoted && (word == "true" || word == "false"))
        return word == "true";
    expected(value, key, problems, "true or false",
             word == "true" || word == "false" ? unquote_hint
             : yes                             ? " (write true)"
             : no                              ? " (write false)"
                                               : "");
    return {};
}

std::optional<std::int64_t> read_whole(const yaml_value& value, std::string_view key,
                                       problem_list& problems, std::int64_t lowest,
                                       std::int64_t highest) {
    const auto number = is_scalar(value) ? whole_number(value.text) : std::nullopt;
    const bool fits = number && *number >= lowest && *number <= highest;
    if (fits && !value.quoted)
        return number;
    expected(value, key, problems,
             "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest),
             number_hint(value, fits));
    return {};
}

std::optional<double> read_number(const yaml_value& value, std::string_view key,
                                  problem_list& problems, number_range range) {
    const auto number = is_scalar(value) ? decimal_number(value.text) : std::nullopt;
    const bool fits = number && holds(range, *number);
    if (fits && !value.quoted)
        return number;
    expected(value, key, problems, in_words(range), number_hint(value, fits));
    return {};
}

std::optional<std::chrono::milliseconds>
read_duration(const yaml_value& value, std::string_view key, problem_list& problems) {
    if (!is_scalar(value)) {
        expected(value, key, problems, "a duration such as 500ms, 10s, 2m or 1h");
        return {};
    }
    const auto duration = parse_duration(value.text);
    if (!duration) {
        problems.add(value.where, std::string(key) + ": " + duration.error().message);
        return {};
    }
    if (duration->count() == 0) {
        expected(value, key, problems, "a duration above zero");
        return {};
    }
    return *duration;
}

std::optional<std::size_t> read_word(const yaml_value& value, std::string_view key,
                                     problem_list& problems,
                                     std::span<const std::string_view> words) {
    if (is_scalar(value))
        if (const auto found = std::ranges::find(words, value.text); found != words.end())
            return static_cast<std::size_t>(found - words.begin());
    expected(value, key, problems, alternatives(words),
             is_scalar(value) ? did_you_mean(value.text, words) : "");
    return {};
}

std::optional<std::filesystem::path> read_path(const yaml_value& value, std::string_view key,
                                               problem_list& problems,
                                               const std::filesystem::path& folder) {
    const auto text = read_text(value, key, problems);
    if (!text)
        return {};
    const bool variable = text->starts_with("$");
    if (*text == "~" || text->starts_with("~/") || variable) {
        problems.add(value.where, std::string(key) + ": '" + (variable ? "$" : "~") +
                                      "' means nothing here: write the path out");
        return {};
    }
    if (const std::string word = ascii_lower(*text);
        !value.quoted && (word == "true" || word == "false")) {
        expected(value, key, problems, "a path");
        return {};
    }
    return (folder / *text).lexically_normal();
}

std::string alternatives(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

} // namespace preceptron::config
