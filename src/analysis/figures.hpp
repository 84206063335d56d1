// Numbers as the tables print them. Undefined is an em dash.
#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron::analysis {

inline constexpr const char* no_figure = "—";

// "0.812": as fixed(), but "1e+308" where there would be a row of digits that nobody reads, and an
// em dash for what is not finite: sums of finite numbers may not be.
std::string decimal(double x, int decimals);

// "0.812"; with `short_form` ".812".
std::string figure(const agreement::statistic& s, int decimals, bool short_form = false);

// "+0.12", "-0.05", "0.00".
std::string signed_figure(const agreement::statistic& s, int decimals);

// "0.812 [0.70, 0.92]": limits with one decimal less than three, cut at the ends of what the
// statistic can be; with more where it takes them to tell a limit from 0. Without an interval the
// value alone.
std::string with_interval(const estimate& e, int decimals, bool short_form = false);

// How far two such statistics can lie apart: QWK by 2, errors in shares of the scale by 1.
double widest_difference(std::string_view statistic, bool of_scale);

// As with_interval, of one judge less another: cut at what such a difference can be.
std::string difference_with_interval(const estimate& difference, bool of_scale, int decimals);

// As with_interval, of a mean error: a share of the scale is not above 1 either.
std::string error_with_interval(const estimate& mean, bool of_scale, int decimals);

// "0.004" rather than "0.00": as many decimals, from `decimals`, as it takes to tell it from 0.
std::string beside_0(double x, int decimals);

// "[0.4, 2.0]"; with more decimals where it takes them to tell a limit from 0.
std::string limits(const agreement::interval& i, int decimals);

// "[-0.0497, 0.012]", of a difference of QWK and cut at what that can be: three decimals, and more
// where it takes them to stand on their own side of 0 and of -margin, as the verdict has them.
std::string verdict_limits(const agreement::interval& i, double margin);

// A difference from physicians with its verdict_limits.
std::string with_verdict_limits(const agreement::statistic& difference,
                                const agreement::interval_estimate& i, double margin);

// "85 [74, 96]": a share in per cent.
std::string percent(const estimate& e);

// Intervals of fewer cases are too narrow; their rows are marked.
inline constexpr std::uint32_t few_cases = 10;
inline constexpr const char* few_cases_mark = "†";

// "† fewer than 10 cases", or entries, where none names its case and each counts as one.
std::string few_cases_words(bool cases_known);
// And what that means for an interval: one wording, wherever it stands.
inline constexpr std::string_view too_narrow = ": the interval is narrower than it should be";

// "20"; an em dash when there are no case ids, so that nobody knows.
std::string case_count(std::size_t cases, bool known);

// What a mean error is in: "points", "shares of the scale".
constexpr const char* error_unit(bool of_scale) {
    return of_scale ? "shares of the scale" : "points";
}

// "0.031", "< 0.001"; an em dash for NaN.
std::string p_figure(double p);

} // namespace preceptron::analysis
