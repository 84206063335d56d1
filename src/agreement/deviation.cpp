#include "agreement/deviation.hpp"

#include "agreement/distribution.hpp"
#include "agreement/moments.hpp"

#include <cmath>
#include <map>

namespace preceptron::agreement {

namespace {

constexpr double tie = 1e-9; // differences of scores that are equal to 9 decimals
constexpr std::string_view no_pairs = "no row has both a grade and a score";
constexpr std::string_view one_pair = "fewer than two pairs";

} // namespace

statistic share_within(const pairs& p, double points) {
    if (p.empty())
        return undefined(no_pairs);
    std::size_t hits = 0;
    for (const double d : differences(p))
        hits += std::abs(d) <= points + tie;
    return defined(static_cast<double>(hits) / static_cast<double>(p.size()));
}

statistic mean_absolute_error(const pairs& p) {
    if (p.empty())
        return undefined(no_pairs);
    double sum = 0;
    for (const double d : differences(p))
        sum += std::abs(d);
    return defined(sum / static_cast<double>(p.size()));
}

statistic root_mean_square_error(const pairs& p) {
    if (p.empty())
        return undefined(no_pairs);
    double sum = 0;
    for (const double d : differences(p))
        sum += d * d;
    return defined(std::sqrt(sum / static_cast<double>(p.size())));
}

statistic bias(const pairs& p) {
    return p.empty() ? undefined(no_pairs) : defined(mean(differences(p)));
}

statistic standard_deviation_of_differences(const pairs& p) {
    return p.size() < 2 ? undefined(one_pair) : defined(std::sqrt(sample_variance(differences(p))));
}

interval_estimate bias_interval_iid(const pairs& p) {
    if (p.size() < 2)
        return no_interval(one_pair);
    const statistic middle = bias(p), deviation = standard_deviation_of_differences(p);
    if (!middle || !deviation) // of numbers whose sums or squares are not finite
        return no_interval((middle ? deviation : middle).undefined_reason);
    const double n = static_cast<double>(p.size());
    const double half = t_quantile(0.975, n - 1) * *deviation / std::sqrt(n);
    return between(*middle - half, *middle + half);
}

std::vector<level_error> error_by_grade(const pairs& p) {
    std::map<double, std::pair<std::size_t, double>> levels;
    for (std::size_t i = 0; i < p.size(); ++i) {
        auto& [n, sum] = levels[rounded(p.grade[i])];
        ++n;
        sum += std::abs(p.score[i] - p.grade[i]);
    }
    std::vector<level_error> out;
    for (const auto& [grade, level] : levels)
        out.push_back({grade, level.first, level.second / static_cast<double>(level.first)});
    return out;
}

statistic macro_mean_absolute_error(const pairs& p) {
    if (p.empty())
        return undefined(no_pairs);
    const std::vector<level_error> levels = error_by_grade(p);
    double sum = 0;
    for (const level_error& level : levels)
        sum += level.mean_absolute_error;
    return defined(sum / static_cast<double>(levels.size()));
}

} // namespace preceptron::agreement
