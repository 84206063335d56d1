#include "agreement/leave_one_case_out.hpp"

#include "agreement/jackknife.hpp"

#include <limits>

namespace preceptron::agreement {

namespace {

pairs without(const pairs& p, std::uint32_t cluster) {
    pairs out;
    out.case_count = p.case_count;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p.cluster[i] != cluster)
            out.add(p.grade[i], p.score[i], p.cluster[i]);
    return out;
}

} // namespace

std::vector<double> left_out_values(std::span<const pairs> columns, const columns_statistic& of) {
    std::vector<bool> seen(columns.empty() ? 0 : columns[0].case_count);
    for (const pairs& p : columns)
        for (const std::uint32_t c : p.cluster)
            seen[c] = true;
    std::vector<double> out;
    std::vector<pairs> rest(columns.size());
    for (std::uint32_t c = 0; c < seen.size(); ++c) {
        if (!seen[c])
            continue;
        for (std::size_t i = 0; i < columns.size(); ++i)
            rest[i] = without(columns[i], c);
        const statistic x = of(rest);
        out.push_back(x ? *x : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
}

interval_estimate leave_one_case_out(std::span<const pairs> columns, const columns_statistic& of) {
    const statistic theta = of(columns);
    if (!theta)
        return no_interval(theta.undefined_reason);
    return jackknife_t_interval(*theta, left_out_values(columns, of));
}

} // namespace preceptron::agreement
