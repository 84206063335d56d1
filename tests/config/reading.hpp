// Tests write a configuration as text and compare what comes back as "line:column: message" lines.
#pragma once

#include "config/load_config.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::config {

// A whole configuration but for `rest`, which begins in line 7.
inline std::string with(std::string_view rest) {
    return "dataset_path: data.json\n"
           "output_dir: out\n"
           "models:\n"
           "  - name: a\n"
           "    provider: openai\n"
           "    model_id: m\n" +
           std::string(rest);
}

// A whole configuration with one judge; `keys` of that judge begin in line 7.
inline std::string with_judge(std::string_view keys) {
    std::string text = with("");
    for (std::string_view rest = keys; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        text += "    " + std::string(rest.substr(0, end)) + "\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return text;
}

inline loaded<configuration> parse(std::string text) {
    const azure_settings azure{"https://unit.openai.azure.com", "config.ini:3", "2024-10-21"};
    return parse_config(std::move(text), "/abs/folder/config.yaml", &azure);
}

inline std::string short_form(const problem& p) {
    const std::string file = p.file.string() + ":";
    const std::string text = to_string(p);
    return text.substr(text.find_first_not_of(" ", file.size()));
}

inline std::vector<std::string> short_forms(const std::vector<problem>& problems) {
    std::vector<std::string> lines;
    for (const problem& p : problems)
        lines.push_back(short_form(p));
    return lines;
}

inline std::vector<std::string> problems_of(std::string text) {
    return short_forms(parse(std::move(text)).problems);
}

inline std::vector<std::string> warnings_of(std::string text) {
    return short_forms(parse(std::move(text)).warnings);
}

using lines = std::vector<std::string>;

} // namespace preceptron::config

// Compares two lists of lines and prints both when they differ.
#define CHECK_LINES(actual, ...)                                                                   \
    do {                                                                                           \
        const std::vector<std::string> got = actual;                                               \
        const std::vector<std::string> wanted = {__VA_ARGS__};                                     \
        BOOST_CHECK_EQUAL_COLLECTIONS(got.begin(), got.end(), wanted.begin(), wanted.end());       \
    } while (false)

namespace preceptron::config {

// A configuration that must be without fault.
inline configuration good(std::string text) {
    auto read = parse(std::move(text));
    CHECK_LINES(short_forms(read.problems), );
    BOOST_REQUIRE(read.value.has_value());
    return std::move(*read.value);
}

} // namespace preceptron::config
