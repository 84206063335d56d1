#include "simulator/scale.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace preceptron::simulator {

namespace {

constexpr std::size_t most_values = 10'000;

void skip_blanks(std::string_view& text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r'))
        text.remove_prefix(1);
}

bool skip_word(std::string_view& text, std::string_view word) {
    skip_blanks(text);
    if (!text.starts_with(word))
        return false;
    text.remove_prefix(word.size());
    return true;
}

std::optional<double> take_number(std::string_view& text) {
    skip_blanks(text);
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(number))
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::optional<scale> read_range(double low, std::string_view rest) {
    const auto high = take_number(rest);
    double step = 1;
    if (skip_word(rest, "in steps of")) {
        const auto stated = take_number(rest);
        if (!stated)
            return {};
        step = *stated;
    }
    if (!high || *high <= low || step <= 0 || (*high - low) / step > most_values)
        return {};
    scale made;
    for (double k = 0; low + k * step <= *high + step * 1e-9; ++k)
        made.values.push_back(low + k * step);
    if (made.values.size() < 2)
        return {};
    return made;
}

std::optional<scale> read_list(double first, std::string_view rest) {
    scale made{{first}};
    while (skip_word(rest, ",")) {
        const auto next = take_number(rest);
        if (!next || made.values.size() >= most_values)
            break;
        made.values.push_back(*next);
    }
    std::ranges::sort(made.values);
    const auto repeated = std::ranges::unique(made.values);
    made.values.erase(repeated.begin(), repeated.end());
    if (made.values.size() < 2)
        return {};
    return made;
}

} // namespace

double scale::at(double fraction) const {
    const double wanted =
        values.front() + std::clamp(fraction, 0.0, 1.0) * (values.back() - values.front());
    return *std::ranges::min_element(values, {},
                                     [&](double allowed) { return std::fabs(allowed - wanted); });
}

scale scale::whole_points() const {
    scale whole;
    std::ranges::copy_if(values, std::back_inserter(whole.values),
                         [](double v) { return v == std::floor(v); });
    return whole.values.size() < 2 ? *this : whole;
}

std::optional<scale> find_scale(std::string_view prompt) {
    constexpr std::string_view label = "Scale:";
    for (std::size_t at = prompt.find(label); at != std::string_view::npos;
         at = prompt.find(label, at + 1)) {
        if (at > 0 && prompt[at - 1] != '\n')
            continue;
        std::string_view line = prompt.substr(at + label.size());
        line = line.substr(0, line.find('\n'));
        const auto first = take_number(line);
        if (!first)
            return {};
        return skip_word(line, "to") ? read_range(*first, line) : read_list(*first, line);
    }
    return {};
}

} // namespace preceptron::simulator
