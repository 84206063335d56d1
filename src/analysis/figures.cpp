#include "analysis/figures.hpp"

#include "agreement/table_statistic.hpp"
#include "core/grouped.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <limits>

namespace preceptron::analysis {

namespace {

std::string number(double x, int decimals, bool short_form) {
    std::string text = decimal(x, decimals);
    if (short_form)
        if (const std::size_t zero = text.find("0."); zero != text.npos && zero <= 1)
            text.erase(zero, 1);
    return text;
}

// With at least so many decimals, and as many as it takes to stand on its own side of `bounds`.
std::string limit(double x, int decimals, std::initializer_list<double> bounds, bool short_form) {
    constexpr int most = 12;
    const auto strays = [x](double shown, double bound) {
        return (shown > bound) != (x > bound) || (shown < bound) != (x < bound);
    };
    for (; decimals < most; ++decimals) {
        const double shown = std::stod(decimal(x, decimals));
        if (std::ranges::none_of(bounds, [&](double b) { return strays(shown, b); }))
            break;
    }
    return number(x, decimals, short_form);
}

agreement::value_range range_of(const estimate& e) {
    if (const auto s = agreement::table_statistic_named(e.name))
        return agreement::range_of(*s);
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
}

agreement::interval clipped(const estimate& e) {
    const agreement::value_range range = range_of(e);
    return {std::clamp(e.interval->lo, range.lo, range.hi),
            std::clamp(e.interval->hi, range.lo, range.hi)};
}

// `beside_0`: whether there are values on either side of 0, and it matters which.
std::string limits(const agreement::interval& i, int decimals, bool beside_0, bool short_form) {
    const auto shown = [&](double x) {
        return beside_0 ? limit(x, decimals, {0}, short_form) : number(x, decimals, short_form);
    };
    return "[" + shown(i.lo) + ", " + shown(i.hi) + "]";
}

} // namespace

std::string decimal(double x, int decimals) {
    constexpr double unreadable = 1e15;
    if (!std::isfinite(x))
        return no_figure;
    if (std::abs(x) < unreadable)
        return fixed(x, decimals);
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.3g", x);
    return text.data();
}

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
    return text + " " + limits(i, digits, range_of(e).lo < 0, short_form);
}

double widest_difference(std::string_view statistic, bool of_scale) {
    const auto which = agreement::table_statistic_named(statistic);
    if (!which)
        return std::numeric_limits<double>::infinity();
    const agreement::value_range range = agreement::range_of(*which);
    const bool in_shares = of_scale && which == agreement::table_statistic::mae;
    return (in_shares ? 1 : range.hi) - range.lo;
}

std::string difference_with_interval(const estimate& difference, bool of_scale, int decimals) {
    const std::string text = figure(difference.value, decimals);
    if (!difference.interval)
        return text;
    const double most = std::max(widest_difference(difference.name, of_scale),
                                 std::abs(difference.value.value.value_or(0)));
    const agreement::interval& i = *difference.interval;
    return text + " " +
           limits({std::clamp(i.lo, -most, most), std::clamp(i.hi, -most, most)},
                  std::min(decimals, 2));
}

std::string error_with_interval(const estimate& mean, bool of_scale, int decimals) {
    estimate cut = mean;
    if (auto& i = cut.interval.value; i && of_scale)
        i->hi = std::min(i->hi, std::max(1.0, cut.value.value.value_or(0)));
    return with_interval(cut, decimals);
}

std::string beside_0(double x, int decimals) {
    return limit(x, decimals, {0}, false);
}

std::string limits(const agreement::interval& i, int decimals) {
    return limits(i, decimals, true, false);
}

std::string verdict_limits(const agreement::interval& i, double margin) {
    const double most = widest_difference("kappa.quadratic.value", false);
    const auto shown = [&](double x) {
        return limit(std::clamp(x, -most, most), 3, {0, -margin}, false);
    };
    return "[" + shown(i.lo) + ", " + shown(i.hi) + "]";
}

std::string with_verdict_limits(const agreement::statistic& difference,
                                const agreement::interval_estimate& i, double margin) {
    return figure(difference, 3) + (i ? " " + verdict_limits(*i, margin) : "");
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

std::string few_cases_words(bool cases_known) {
    return std::string(few_cases_mark) + " fewer than " + grouped(few_cases) +
           (cases_known ? " cases" : " entries");
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
