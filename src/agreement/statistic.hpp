// What every computation of this folder gives back: a number, or the reason why there is none.
#pragma once

#include <cmath>
#include <optional>
#include <string_view>

namespace preceptron::agreement {

// Exactly one of the two is set. `undefined_reason` is a literal of ours, fit to print.
struct statistic {
    std::optional<double> value;
    std::string_view undefined_reason;

    explicit operator bool() const noexcept { return value.has_value(); }
    double operator*() const noexcept { return *value; }
};

inline statistic undefined(std::string_view reason) {
    return {std::nullopt, reason};
}

// A number that is not finite never leaves this folder.
inline statistic defined(double x) {
    if (!std::isfinite(x))
        return undefined("the computation has no finite result");
    return {x, {}};
}

struct interval {
    double lo = 0;
    double hi = 0;

    friend bool operator==(const interval&, const interval&) = default;
};

// An interval, or the reason why there is none.
struct interval_estimate {
    std::optional<interval> value;
    std::string_view undefined_reason;

    explicit operator bool() const noexcept { return value.has_value(); }
    const interval& operator*() const noexcept { return *value; }
    const interval* operator->() const noexcept { return &*value; }
};

inline interval_estimate no_interval(std::string_view reason) {
    return {std::nullopt, reason};
}

inline interval_estimate between(double lo, double hi) {
    if (!std::isfinite(lo) || !std::isfinite(hi))
        return no_interval("the computation has no finite result");
    return {interval{lo, hi}, {}};
}

} // namespace preceptron::agreement
