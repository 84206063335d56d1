#include "agreement/leave_one_out.hpp"

#include "agreement/leave_one_case_out.hpp"

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

// Columns alternate: human, judge, human, judge, ...
statistic mean_of(std::span<const pairs> columns, pair_measure of, bool judge) {
    double sum = 0;
    std::size_t raters = 0;
    for (std::size_t i = judge ? 1 : 0; i < columns.size(); i += 2) {
        if (columns[i].empty()) // without a case this rater may have nothing left
            continue;
        const statistic x = of(columns[i]);
        if (!x)
            return x;
        sum += *x;
        ++raters;
    }
    return raters > 0 ? defined(sum / static_cast<double>(raters))
                      : undefined("no physician shares enough entries with others and the judge");
}

statistic difference_of(std::span<const pairs> columns, pair_measure of) {
    const statistic human = mean_of(columns, of, false);
    const statistic judge = mean_of(columns, of, true);
    if (!human || !judge)
        return human ? judge : human;
    return defined(*judge - *human);
}

} // namespace

beside_humans compare(std::span<const left_out_rater> raters, pair_measure of) {
    std::vector<pairs> columns;
    std::set<std::size_t> items;
    std::set<std::uint32_t> cases;
    for (const left_out_rater& r : raters) {
        columns.push_back(r.human);
        columns.push_back(r.judge);
        items.insert(r.items.begin(), r.items.end());
        cases.insert(r.human.cluster.begin(), r.human.cluster.end());
    }
    return {raters.size(), items.size(), cases.size(), mean_of(columns, of, false), mean_of(columns, of, true),
            difference_of(columns, of),
            leave_one_case_out(
                columns, [of](std::span<const pairs> rest) { return difference_of(rest, of); })};
}

} // namespace preceptron::agreement
