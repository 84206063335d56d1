#include "config/extra_body.hpp"

#include "config/quotable.hpp"
#include "core/ascii.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace preceptron::config {

namespace {

constexpr std::array<std::string_view, 6> disputed{"yes", "no", "on", "off", "y", "n"};

template<class T>
bool read_as(std::string_view text, T& number) noexcept {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool take_digits(std::string_view& text) noexcept {
    const std::size_t n = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(n);
    return n > 0;
}

bool take(std::string_view& text, std::string_view one_of) noexcept {
    if (text.empty() || one_of.find(text[0]) == one_of.npos)
        return false;
    text.remove_prefix(1);
    return true;
}

bool is_json_number(std::string_view text) noexcept {
    take(text, "-");
    if (has_leading_zero(text) || !take_digits(text))
        return false;
    if (take(text, ".") && !take_digits(text))
        return false;
    if (take(text, "eE")) {
        take(text, "+-");
        if (!take_digits(text))
            return false;
    }
    return text.empty();
}

// A number to some readers of YAML, and none in JSON: 030, +5, .5, 0x1e, 1_000.5, .nan.
bool is_doubtful(std::string_view text) {
    take(text, "+-");
    if (text == ".inf" || text == ".nan")
        return true;
    if (text.starts_with("0x") || text.starts_with("0o"))
        return text.find_first_not_of("0123456789abcdefABCDEF_", 2) == text.npos;
    std::string digits(text);
    std::erase(digits, '_');
    double ignored = 0;
    return digits.find_first_of("0123456789") != digits.npos && read_as(digits, ignored);
}

boost::json::value plain_scalar(const yaml_value& value, problem_list& problems) {
    const std::string& text = value.text;
    const std::string word = ascii_lower(text);
    if (word == "true" || word == "false")
        return word == "true";
    std::int64_t whole = 0;
    double number = 0;
    if (is_json_number(text)) {
        if (read_as(text, whole))
            return whole;
        if (text.find_first_of(".eE") != text.npos && read_as(text, number) &&
            std::isfinite(number))
            return number;
        problems.add(value.where,
                     "extra_body: " + describe(value) + " is too large or too small a number");
        return nullptr;
    }
    if (std::ranges::find(disputed, word) != disputed.end()) {
        problems.add(value.where, "extra_body: write true or false, or quote \"" + text + "\"");
        return nullptr;
    }
    if (is_doubtful(word)) {
        problems.add(value.where, "extra_body: write " + describe(value) +
                                      " as a decimal number, or in quotes if it is a text");
        return nullptr;
    }
    return boost::json::string(text);
}

// What stands in the configuration stands in the manifest and in the report.
void refuse_key(std::string_view name, const yaml_value& value, problem_list& problems) {
    constexpr std::array<std::string_view, 6> of_secrets{"api_key",       "apikey",   "api-key",
                                                         "authorization", "password", "secret"};
    if (value.type == yaml_value::kind::scalar && !value.text.empty() &&
        (begins_as_key(value.text) ||
         std::ranges::find(of_secrets, ascii_lower(name)) != of_secrets.end()))
        problems.add(value.where,
                     "extra_body: a key here would stand in the manifest and in the report: put it "
                     "under [api_keys] in config.ini, and name it as key");
}

boost::json::value to_json(const yaml_value& value, problem_list& problems) {
    switch (value.type) {
    case yaml_value::kind::scalar:
        return value.quoted ? boost::json::value(boost::json::string(value.text))
                            : plain_scalar(value, problems);
    case yaml_value::kind::list: {
        boost::json::array array;
        for (const yaml_value& item : value.items) {
            refuse_key("", item, problems);
            array.push_back(to_json(item, problems));
        }
        return array;
    }
    case yaml_value::kind::map:
        return read_extra_body(value, problems);
    case yaml_value::kind::unusable:
    case yaml_value::kind::null:
        break;
    }
    return nullptr;
}

} // namespace

boost::json::object read_extra_body(const yaml_value& map, problem_list& problems) {
    boost::json::object object;
    for (const yaml_member& member : map.members) {
        refuse_key(member.name, member.value, problems);
        object[member.name] = to_json(member.value, problems);
    }
    return object;
}

void warn_of_replaced_keys(const yaml_value& body, const map_reader& judge,
                           problem_list& problems) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> keys{
        {{"model", "model_id"},
         {"temperature", "temperature"},
         {"reasoning_effort", "reasoning_effort"},
         {"max_tokens", "max_output_tokens"},
         {"max_completion_tokens", "max_output_tokens"},
         {"stream", "stream"}}};
    for (const yaml_member& member : body.members)
        for (const auto& [theirs, ours] : keys)
            if (member.name == theirs && judge.names(ours))
                problems.warn(
                    member.where,
                    "extra_body." + member.name + " is sent in place of " + std::string(ours) +
                        (ours == "model_id" ? ", by which the price and the report go" : "") +
                        ": write one of them");
}

} // namespace preceptron::config
