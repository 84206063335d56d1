#include "agreement/alternative_annotator.hpp"

#include "agreement/distribution.hpp"
#include "agreement/moments.hpp"
#include "agreement/p_adjustment.hpp"
#include "agreement/scale.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace preceptron::agreement {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// To 9 decimals, because fits are compared: scores divided by max_score come with noise in their
// last digits, which would decide ties.
double fit_of(double x, std::span<const double> others, fit measure) {
    double sum = 0;
    for (const double y : others)
        sum += measure == fit::accuracy ? double(rounded(x) == rounded(y)) : (x - y) * (x - y);
    const double m = sum / static_cast<double>(others.size());
    return rounded(measure == fit::accuracy ? m : -std::sqrt(m));
}

// One-sided: is the mean below `threshold`? Without variance the answer is certain, but at
// equality.
double p_below(std::span<const double> x, double threshold) {
    if (x.size() < 2)
        return nan;
    const double m = mean(x);
    const double n = static_cast<double>(x.size());
    const double variance = sample_variance(x);
    if (!(variance > 0))
        return m == threshold ? nan : (m < threshold ? 0 : 1);
    return t_cdf((m - threshold) / std::sqrt(variance / n), n - 1);
}

struct advantages {
    std::vector<double> by_item;                                // W^h - W^f
    std::map<std::uint32_t, std::pair<double, double>> by_case; // sum, items
};

annotator_result test_rater(std::size_t r, const rated_items& items, std::span<const rating> judge,
                            const case_numbering& cases, fit measure,
                            std::span<const double> thresholds) {
    const rating_matrix& m = items.matrix;
    annotator_result out{r, 0, 0, 0, {}, {}};
    advantages d;
    std::vector<double> others;
    for (std::size_t i = 0; i < m.items(); ++i) {
        if (!m.at(i, r) || !judge[i] || m.ratings_of(i) < 2)
            continue;
        others.clear();
        for (std::size_t other = 0; other < m.raters(); ++other)
            if (other != r && m.at(i, other))
                others.push_back(*m.at(i, other));
        const double human = fit_of(*m.at(i, r), others, measure);
        const double machine = fit_of(*judge[i], others, measure);
        out.judge_wins += machine >= human;
        out.human_wins += human >= machine;
        d.by_item.push_back(double(human >= machine) - double(machine >= human));
        auto& [sum, n] = d.by_case[cases.of_row[i]];
        sum += d.by_item.back();
        ++n;
    }
    out.n = d.by_item.size();
    if (out.n == 0)
        return out;
    out.judge_wins /= static_cast<double>(out.n);
    out.human_wins /= static_cast<double>(out.n);
    std::vector<double> case_means;
    for (const auto& [cluster, sum] : d.by_case)
        case_means.push_back(sum.first / sum.second);
    for (const double threshold : thresholds) {
        out.p.push_back(p_below(d.by_item, threshold));
        out.p_cases.push_back(p_below(case_means, threshold));
    }
    return out;
}

double rejected_share(std::span<const annotator_result> raters, std::size_t threshold) {
    std::vector<double> p;
    for (const annotator_result& r : raters)
        p.push_back(std::isnan(r.p[threshold]) ? 1 : r.p[threshold]);
    const auto rejected =
        std::ranges::count_if(benjamini_yekutieli(p), [](double x) { return x <= 0.05; });
    return static_cast<double>(rejected) / static_cast<double>(raters.size());
}

} // namespace

annotator_test alternative_annotator(const rated_items& items, std::span<const rating> judge,
                                     const case_numbering& cases, fit measure,
                                     std::span<const double> thresholds, std::size_t least_rows) {
    annotator_test out;
    out.thresholds.assign(thresholds.begin(), thresholds.end());
    double sum = 0;
    for (std::size_t r = 0; r < items.raters.size(); ++r) {
        annotator_result one = test_rater(r, items, judge, cases, measure, thresholds);
        if (one.n == 0 || one.n < least_rows)
            continue;
        sum += one.judge_wins;
        out.raters.push_back(std::move(one));
    }
    if (out.raters.empty()) {
        out.advantage = undefined("no physician shares enough entries with others and the judge");
        return out;
    }
    out.advantage = defined(sum / static_cast<double>(out.raters.size()));
    for (std::size_t t = 0; t < thresholds.size(); ++t)
        out.winning_rate.push_back(rejected_share(out.raters, t));
    return out;
}

} // namespace preceptron::agreement
