#include "agreement/pairs.hpp"

#include <cmath>
#include <numeric>
#include <unordered_map>

namespace preceptron::agreement {

case_numbering number_cases(std::span<const std::string> case_ids, std::size_t rows) {
    case_numbering out;
    out.of_row.reserve(rows);
    std::unordered_map<std::string_view, std::uint32_t> seen;
    for (std::size_t i = 0; i < rows; ++i) {
        if (case_ids.empty() || case_ids[i].empty()) {
            out.of_row.push_back(out.count++);
            continue;
        }
        const auto [at, fresh] = seen.try_emplace(case_ids[i], out.count);
        if (fresh)
            ++out.count;
        out.of_row.push_back(at->second);
    }
    return out;
}

pairs complete_pairs(std::span<const rating> grades, std::span<const rating> scores,
                     const case_numbering& cases) {
    pairs out;
    out.case_count = cases.count;
    for (std::size_t i = 0; i < grades.size(); ++i)
        if (grades[i] && scores[i])
            out.add(*grades[i], *scores[i], cases.of_row[i]);
    return out;
}

pairs complete_pairs(const task_ratings& ratings, std::size_t judge) {
    return complete_pairs(ratings.grades, ratings.judges[judge].scores,
                          number_cases(ratings.case_ids, ratings.size()));
}

pairs worst_case_pairs(std::span<const rating> grades, std::span<const rating> scores,
                       const case_numbering& cases, const scale& range) {
    pairs out;
    out.case_count = cases.count;
    for (std::size_t i = 0; i < grades.size(); ++i) {
        if (!grades[i])
            continue;
        const double g = *grades[i];
        if (scores[i]) {
            out.add(g, *scores[i], cases.of_row[i]);
        } else if (range.size() > 0) {
            const double lo = range[0];
            const double hi = range[range.size() - 1];
            out.add(g, std::abs(g - lo) > std::abs(hi - g) ? lo : hi, cases.of_row[i]);
        }
    }
    return out;
}

std::uint32_t cases_with_pairs(const pairs& p) {
    std::vector<bool> seen(p.case_count);
    std::uint32_t count = 0;
    for (const std::uint32_t c : p.cluster)
        if (!seen[c]) {
            seen[c] = true;
            ++count;
        }
    return count;
}

pairs rows_as_cases(const pairs& p) {
    pairs out = p;
    out.case_count = static_cast<std::uint32_t>(p.size());
    std::iota(out.cluster.begin(), out.cluster.end(), 0U);
    return out;
}

scale observed_scale(const pairs& p) {
    return scale(p.grade).merged(scale(p.score));
}

std::vector<double> differences(const pairs& p) {
    std::vector<double> d(p.size());
    for (std::size_t i = 0; i < d.size(); ++i)
        d[i] = p.score[i] - p.grade[i];
    return d;
}

} // namespace preceptron::agreement
