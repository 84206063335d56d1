#include "agreement/systems.hpp"

#include "agreement/correlation.hpp"
#include "agreement/scale.hpp"

#include <map>

namespace preceptron::agreement {

std::vector<system_mean> system_means(const pairs& p, std::span<const std::string> groups) {
    std::map<std::string, system_mean> sums;
    for (std::size_t i = 0; i < p.size(); ++i) {
        system_mean& s = sums.try_emplace(groups[i], system_mean{groups[i], 0, 0, 0}).first->second;
        ++s.n;
        s.grade += p.grade[i];
        s.score += p.score[i];
    }
    std::vector<system_mean> out;
    for (auto& [name, s] : sums) {
        s.grade /= static_cast<double>(s.n);
        s.score /= static_cast<double>(s.n);
        out.push_back(std::move(s));
    }
    return out;
}

namespace {

// -1, 0 or 1; means that agree to 9 decimals are equal.
int order_of(double x, double y) {
    const double a = rounded(x);
    const double b = rounded(y);
    return (a > b) - (a < b);
}

} // namespace

system_ranking rank(std::span<const system_mean> systems) {
    std::vector<double> grades, scores;
    system_ranking out;
    std::size_t all = 0;
    for (std::size_t a = 0; a < systems.size(); ++a) {
        grades.push_back(systems[a].grade);
        scores.push_back(systems[a].score);
        for (std::size_t b = a + 1; b < systems.size(); ++b) {
            ++all;
            const int by_grade = order_of(systems[a].grade, systems[b].grade);
            const int by_score = order_of(systems[a].score, systems[b].score);
            if (by_grade != by_score)
                (by_grade * by_score == 0 ? out.tied : out.swapped).emplace_back(a, b);
        }
    }
    out.kendall_tau_b = kendall_tau_b(grades, scores);
    out.spearman = spearman(grades, scores);
    out.pairwise_accuracy =
        all == 0 ? undefined("fewer than two systems")
                 : defined(static_cast<double>(all - out.swapped.size() - out.tied.size()) /
                           static_cast<double>(all));
    return out;
}

} // namespace preceptron::agreement
