#include "analysis/figures.hpp"

#include "agreement/table_statistic.hpp"
#include "core/grouped.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace preceptron::analysis {

namespace {

std::string number(double x, int decimals, bool short_form) {
    std::string text = fixed(x, decimals);
    if (short_form)
        if (const std::size_t zero = text.find("0."); zero != text.npos && zero <= 1)
            text.erase(zero, 1);
    return text;
}

agreement::interval clipped(const estimate& e) {
    agreement::value_range range{-std::numeric_limits<double>::infinity(),
                                 std::numeric_limits<double>::infinity()};
    if (const auto s = agreement::table_statistic_named(e.name))
        range = agreement::range_of(*s);
    return {std::clamp(e.interval->lo, range.lo, range.hi),
            std::clamp(e.interval->hi, range.lo, range.hi)};
}

} // namespace

std::string figure(const agreement::statistic& s, int decimals, bool short_form) {
    return s ? number(*s, decimals, short_form) : no_figure;
}

std::string signed_figure(const agreement::statistic& s, int decimals) {
    if (!s)
        return no_figure;
    const std::string text = number(*s, decimals, false);
    return text.starts_with('-') || std::stod(text) == 0 ? text : "+" + text;
}

std::string with_interval(const estimate& e, int decimals, bool short_form) {
    std::string text = figure(e.value, decimals, short_form);
    if (!e.interval)
        return text;
    const agreement::interval i = clipped(e);
    const int digits = std::min(decimals, 2);
    return text + " [" + number(i.lo, digits, short_form) + ", " +
           number(i.hi, digits, short_form) + "]";
}

std::string percent(const estimate& e) {
    if (!e.value)
        return no_figure;
    std::string text = fixed(100 * *e.value, 0);
    if (!e.interval)
        return text;
    const agreement::interval i = clipped(e);
    return text + " [" + fixed(100 * i.lo, 0) + ", " + fixed(100 * i.hi, 0) + "]";
}

std::string case_count(std::size_t cases, bool known) {
    return known ? grouped(cases) : no_figure;
}

std::string p_figure(double p) {
    if (std::isnan(p))
        return no_figure;
    return p < 0.001 ? "< 0.001" : fixed(p, 3);
}

} // namespace preceptron::analysis
