#include "report/score_table.hpp"

#include "agreement/scale.hpp"
#include "report/axis.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::report {

namespace {

const agreement::count_table* find_table(const analysis::rated_cell& cell, std::string_view name) {
    for (const agreement::named_estimate& e : cell.details)
        if (e.name == name)
            return std::get_if<agreement::count_table>(&e.value);
    return nullptr;
}

score_table binned(const score_table& fine, std::size_t most) {
    score_table out;
    const double lo = fine.values.front(), hi = fine.values.back();
    std::vector<double> edges = ticks(lo, hi, most);
    if (edges.front() > lo + 1e-9)
        edges.insert(edges.begin(), edges[0] - (edges[1] - edges[0]));
    if (edges.size() > 2 && edges.back() > hi - 1e-9)
        edges.pop_back(); // the top value belongs to the bin below it
    for (const double edge : edges)
        out.values.push_back(agreement::rounded(edge)); // 0.6, not 0.6000000000000001
    out.bin_width = edges[1] - edges[0];
    out.counts.assign(edges.size(), std::vector<std::int64_t>(edges.size()));
    const auto bin = [&](double value) {
        const double k = std::floor((value - edges[0]) / *out.bin_width + 1e-9);
        return std::min(static_cast<std::size_t>(std::max(k, 0.0)), edges.size() - 1);
    };
    for (std::size_t g = 0; g < fine.values.size(); ++g)
        for (std::size_t p = 0; p < fine.values.size(); ++p)
            out.counts[bin(fine.values[g])][bin(fine.values[p])] += fine.counts[g][p];
    return out;
}

} // namespace

std::int64_t score_table::total() const noexcept {
    std::int64_t sum = 0;
    for (const auto& row : counts)
        for (const std::int64_t n : row)
            sum += n;
    return sum;
}

std::optional<score_table> occurring_scores(const analysis::rated_cell& cell) {
    const agreement::count_table* const counts = find_table(cell, "confusion.union");
    if (!counts || counts->empty() || counts->size() != cell.categories.size())
        return std::nullopt;
    return score_table{cell.categories, *counts, std::nullopt};
}

std::optional<score_table> tabulated_scores(const analysis::rated_cell& cell, std::size_t most) {
    if (cell.n > 0 && !cell.categories_full.empty() && cell.categories_full.size() <= most)
        if (const auto* counts = find_table(cell, "confusion.full");
            counts && counts->size() == cell.categories_full.size())
            return score_table{cell.categories_full, *counts, std::nullopt};
    auto all = occurring_scores(cell);
    if (!all || all->values.size() <= most)
        return all;
    return binned(*all, cell.normalised ? 6 : most);
}

} // namespace preceptron::report
