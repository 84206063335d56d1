#include "report/charts/axis.hpp"

#include "analysis/figures.hpp"
#include "report/charts/label_layout.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::report {

namespace {

double step_for(double width, std::size_t most) {
    const double least = width / static_cast<double>(std::max<std::size_t>(most, 2) - 1);
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

} // namespace

double axis::operator()(double value) const {
    const double x = std::clamp(value, lo, hi);
    const double share = logarithmic ? std::log(x / lo) / std::log(hi / lo) : (x - lo) / (hi - lo);
    return from + share * (to - from);
}

bool fits_axis(double lo, double hi) {
    constexpr double most = 1e12;
    return std::abs(lo) <= most && std::abs(hi) <= most;
}

value_span rounded_out(double lo, double hi, std::size_t most_ticks) {
    constexpr double apart = 1e-9; // ticks nearer to each other may be one number
    if (!(hi - lo > apart * std::max({1.0, std::abs(lo), std::abs(hi)}))) {
        const double room = std::abs(lo) < 2 * apart ? 1 : std::abs(lo) / 2;
        return rounded_out(lo - room, lo + room, most_ticks);
    }
    const double step = step_for(hi - lo, most_ticks);
    return {step * std::floor(lo / step + 1e-9), step * std::ceil(hi / step - 1e-9)};
}

std::vector<double> ticks(double lo, double hi, std::size_t most) {
    const double step = step_for(hi - lo, most);
    std::vector<double> out;
    for (double k = std::ceil(lo / step - 1e-9); k * step <= hi + 1e-9 * step; ++k)
        out.push_back(k * step);
    return out;
}

std::vector<double> logarithmic_ticks(double lo, double hi) {
    const bool wide = std::log10(hi / lo) > 2.5;
    std::vector<double> out;
    for (double power = std::pow(10, std::floor(std::log10(lo))); power <= hi; power *= 10)
        for (const double factor : {1.0, 2.0, 5.0})
            if (const double x = factor * power;
                (factor == 1 || !wide) && x >= lo * (1 - 1e-9) && x <= hi * (1 + 1e-9))
                out.push_back(x);
    constexpr std::size_t fewest = 3, most = 5;
    return out.size() < fewest ? ticks(lo, hi, most) : out;
}

double left_of_plot(const std::vector<double>& ticks, double least) {
    constexpr double title = 13.3, font_size = 10, gap = 6;
    double widest = 0;
    for (const double v : ticks)
        widest = std::max(widest, text_width(tick_label(v), font_size));
    return std::max(least, std::ceil(title + widest + gap));
}

std::string tick_label(double value) {
    std::string text = analysis::decimal(value, 4);
    if (text.find('e') != text.npos)
        return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

} // namespace preceptron::report
