#include "agreement/systems.hpp"

#include "agreement/correlation.hpp"
#include "agreement/scale.hpp"

#include <cmath>
#include <map>
#include <optional>
#include <string_view>

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

case_totals system_totals(const pairs& p, std::span<const std::string> groups,
                          std::span<const system_mean> systems) {
    std::map<std::string_view, std::size_t> position;
    for (std::size_t i = 0; i < systems.size(); ++i)
        position[systems[i].system] = i;
    case_totals out(p.case_count, 3 * systems.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
        const auto found = position.find(groups[i]);
        if (found == position.end())
            continue;
        const std::span<double> sums = out.of(p.cluster[i]).subspan(3 * found->second);
        sums[0] += 1;
        sums[1] += p.grade[i];
        sums[2] += p.score[i];
    }
    return out;
}

namespace {

constexpr std::string_view no_row = "a system has no row";

// Pairs of systems by what grades and scores say of their order.
struct orders {
    double all = 0, alike = 0, opposite = 0, tied_grade = 0, tied_score = 0, tied_both = 0;
};

std::optional<orders> orders_of(std::span<const double> totals) {
    std::vector<std::pair<double, double>> means;
    for (std::size_t i = 0; i < totals.size(); i += 3) {
        if (!(totals[i] > 0.5)) // a count, less what rounding leaves
            return std::nullopt;
        means.emplace_back(rounded(totals[i + 1] / totals[i]), rounded(totals[i + 2] / totals[i]));
    }
    orders out;
    for (std::size_t a = 0; a < means.size(); ++a)
        for (std::size_t b = a + 1; b < means.size(); ++b) {
            const double grade = means[a].first - means[b].first;
            const double score = means[a].second - means[b].second;
            ++out.all;
            out.tied_grade += grade == 0;
            out.tied_score += score == 0;
            out.tied_both += grade == 0 && score == 0;
            out.alike += grade * score > 0;
            out.opposite += grade * score < 0;
        }
    return out;
}

} // namespace

statistic kendall_of_totals(std::span<const double> totals) {
    const std::optional<orders> o = orders_of(totals);
    if (!o)
        return undefined(no_row);
    if (o->tied_grade == o->all || o->tied_score == o->all)
        return undefined("the systems do not differ");
    return defined((o->alike - o->opposite) /
                   std::sqrt((o->all - o->tied_grade) * (o->all - o->tied_score)));
}

statistic pairwise_accuracy_of_totals(std::span<const double> totals) {
    const std::optional<orders> o = orders_of(totals);
    if (!o)
        return undefined(no_row);
    return o->all > 0 ? defined((o->alike + o->tied_both) / o->all)
                      : undefined("fewer than two systems");
}

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
