#include "cli/flags/bounds.hpp"

#include "core/grouped.hpp"
#include "core/json_text.hpp"

#include <charconv>
#include <cmath>
#include <string>

namespace preceptron::cli {

namespace {

// The whole text as a number.
template<class Number>
bool read(const std::string& text, Number& value) {
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && at == end;
}

} // namespace

CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
    const std::string wanted = "must be a whole number from " + std::to_string(least) + " to " +
                               grouped(static_cast<std::uint64_t>(most));
    return CLI::Validator(
        [=](const std::string& text) {
            std::int64_t value = 0;
            const bool fits = read(text, value) && value >= least && value <= most;
            return fits ? std::string() : wanted;
        },
        "");
}

CLI::Validator positive_number(double most) {
    return CLI::Validator(
        [most](const std::string& text) {
            double value = 0;
            const bool fits =
                read(text, value) && std::isfinite(value) && value > 0 && value <= most;
            const std::string end =
                std::isfinite(most) ? ", " + grouped_whole(most) + " at most" : "";
            return fits ? std::string() : "must be a number above 0" + end;
        },
        "");
}

CLI::Validator any_number() {
    return CLI::Validator(
        [](const std::string& text) {
            double value = 0;
            return read(text, value) && std::isfinite(value) ? std::string()
                                                             : "'" + text + "' is no number";
        },
        "");
}

std::vector<double> to_numbers(const std::vector<std::string>& texts) {
    std::vector<double> numbers(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i)
        read(texts[i], numbers[i]);
    return numbers;
}

} // namespace preceptron::cli
