#include "report/charts/score_table.hpp"

#include "agreement/scale.hpp"
#include "report/charts/axis.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace preceptron::report {

namespace {

const agreement::count_table* find_table(const analysis::rated_cell& cell, std::string_view name) {
    for (const agreement::named_estimate& e : cell.details)
        if (e.name == name)
            return std::get_if<agreement::count_table>(&e.value);
    return nullptr;
}

score_axis in_bins(double lo, double hi, std::size_t most) {
    score_axis out;
    std::vector<double> edges = ticks(lo, hi, most);
    if (edges.front() > lo + 1e-9)
        edges.insert(edges.begin(), edges[0] - (edges[1] - edges[0]));
    if (edges.size() > 2 && edges.back() > hi - 1e-9)
        edges.pop_back(); // the top value belongs to the bin below it
    for (const double edge : edges)
        out.values.push_back(agreement::rounded(edge)); // 0.6, not 0.6000000000000001
    out.bin_width = edges[1] - edges[0];
    return out;
}

std::size_t place_of(double value, const score_axis& axis) {
    if (!axis.bin_width)
        return agreement::scale(axis.values).index_of(value);
    const double k = std::floor((value - axis.values[0]) / *axis.bin_width + 1e-9);
    return std::min(static_cast<std::size_t>(std::max(k, 0.0)), axis.values.size() - 1);
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

bool score_axis::is_even() const noexcept {
    for (std::size_t k = 2; k < values.size(); ++k)
        if (std::abs((values[k] - values[k - 1]) - (values[1] - values[0])) > 1e-6)
            return false;
    return true;
}

std::optional<score_axis> shared_axis(const std::vector<const analysis::rated_cell*>& cells,
                                      std::size_t most) {
    constexpr std::size_t most_shares = 6;
    agreement::scale declared, occurring;
    bool normalised = false;
    for (const analysis::rated_cell* cell : cells)
        if (const auto fine = cell->n > 0 ? occurring_scores(*cell) : std::nullopt) {
            occurring = occurring.merged(agreement::scale(fine->values));
            declared = declared.merged(agreement::scale(cell->categories_full));
            normalised = normalised || cell->normalised;
        }
    if (occurring.size() == 0)
        return std::nullopt;
    score_axis out;
    if (declared.size() > 0 && declared.size() <= most) {
        out.values = declared.values();
        out.declared = true;
        return out;
    }
    if (occurring.size() <= most) {
        out.values = occurring.values();
        out.left_out = declared.size() - std::min(declared.size(), occurring.size());
        return out;
    }
    const agreement::scale whole = occurring.merged(declared);
    const double lo = whole.values().front(), hi = whole.values().back();
    if (!fits_axis(lo, hi))
        return std::nullopt;
    out = normalised ? in_bins(std::min(lo, 0.0), std::max(hi, 1.0), most_shares)
                     : in_bins(lo, hi, most);
    std::set<std::size_t> places;
    for (const double value : occurring.values())
        places.insert(place_of(value, out));
    out.joins_scores = places.size() < occurring.size();
    return out;
}

std::optional<score_table> tabulated_scores(const analysis::rated_cell& cell,
                                            const score_axis& axis) {
    const auto fine = occurring_scores(cell);
    if (!fine)
        return std::nullopt;
    score_table out{axis.values, {}, axis.bin_width};
    out.counts.assign(axis.values.size(), std::vector<std::int64_t>(axis.values.size()));
    std::vector<std::size_t> places;
    for (const double value : fine->values)
        places.push_back(place_of(value, axis));
    for (std::size_t g = 0; g < places.size(); ++g)
        for (std::size_t p = 0; p < places.size(); ++p)
            out.counts[places[g]][places[p]] += fine->counts[g][p];
    return out;
}

} // namespace preceptron::report
