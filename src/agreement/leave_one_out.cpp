#include "agreement/leave_one_out.hpp"

#include "agreement/jackknife.hpp"

#include <set>

namespace preceptron::agreement {

std::vector<left_out_rater> leave_one_rater_out(const rated_items& items,
                                                std::span<const rating> judge,
                                                const case_numbering& cases,
                                                std::size_t least_rows) {
    const rating_matrix& m = items.matrix;
    std::vector<left_out_rater> out;
    for (std::size_t r = 0; r < m.raters(); ++r) {
        left_out_rater beside{r, {}, {}, {}};
        beside.human.case_count = beside.judge.case_count = cases.count;
        for (std::size_t i = 0; i < m.items(); ++i) {
            if (!m.at(i, r) || !judge[i] || m.ratings_of(i) < 2)
                continue;
            double sum = 0;
            for (std::size_t other = 0; other < m.raters(); ++other)
                if (other != r && m.at(i, other))
                    sum += *m.at(i, other);
            const double reference = sum / static_cast<double>(m.ratings_of(i) - 1);
            beside.human.add(reference, *m.at(i, r), cases.of_row[i]);
            beside.judge.add(reference, *judge[i], cases.of_row[i]);
            beside.items.push_back(i);
        }
        if (!beside.human.empty() && beside.human.size() >= least_rows)
            out.push_back(std::move(beside));
    }
    return out;
}

namespace {

constexpr std::string_view no_rater =
    "no physician shares enough entries with others and the judge";

statistic mean_of(std::span<const pairs> columns, const pair_measure& of) {
    double sum = 0;
    for (const pairs& p : columns) {
        const statistic x = of(p);
        if (!x)
            return x;
        sum += *x;
    }
    return columns.empty() ? undefined(no_rater)
                           : defined(sum / static_cast<double>(columns.size()));
}

// Without each of `cases`; a rater may have nothing left without one, and then does not count.
std::vector<double> means_without(std::span<const pairs> columns, const pair_measure& of,
                                  std::span<const std::uint32_t> cases) {
    std::vector<double> sum(cases.size()), raters(cases.size());
    for (const pairs& p : columns) {
        const left_out_column rest = without_each_case(p, of);
        for (std::size_t i = 0; i < cases.size(); ++i)
            if (rest.rows[cases[i]] > 0) {
                sum[i] += rest.values[cases[i]];
                ++raters[i];
            }
    }
    for (std::size_t i = 0; i < cases.size(); ++i)
        sum[i] /= raters[i];
    return sum;
}

} // namespace

beside_humans compare(std::span<const left_out_rater> raters, const pair_measure& of) {
    std::vector<pairs> human, judge;
    std::set<std::size_t> items;
    for (const left_out_rater& r : raters) {
        human.push_back(r.human);
        judge.push_back(r.judge);
        items.insert(r.items.begin(), r.items.end());
    }
    const std::vector<std::uint32_t> cases = cases_of(human);
    beside_humans out;
    out.raters = raters.size();
    out.items = items.size();
    out.cases = cases.size();
    out.human = mean_of(human, of);
    out.judge = mean_of(judge, of);
    if (!out.human || !out.judge) {
        out.difference = out.human ? out.judge : out.human;
        out.interval = no_interval(out.difference.undefined_reason);
        return out;
    }
    out.difference = defined(*out.judge - *out.human);
    const std::vector<double> without_human = means_without(human, of, cases);
    std::vector<double> left_out = means_without(judge, of, cases);
    for (std::size_t i = 0; i < left_out.size(); ++i)
        left_out[i] -= without_human[i];
    out.interval = jackknife_t_interval(*out.difference, left_out);
    return out;
}

} // namespace preceptron::agreement
