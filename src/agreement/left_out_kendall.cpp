#include "agreement/left_out_kendall.hpp"

#include "agreement/correlation.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>

namespace preceptron::agreement {

namespace {

// Counts of places, and how many lie before one (Fenwick 1994).
class running_counts {
  public:
    explicit running_counts(std::size_t places) : sums_(places + 1) {}

    void add(std::size_t place) {
        for (std::size_t i = place + 1; i < sums_.size(); i += i & (0 - i))
            ++sums_[i];
    }
    std::int64_t before(std::size_t place) const {
        std::int64_t n = 0;
        for (std::size_t i = place; i > 0; i -= i & (0 - i))
            n += sums_[i];
        return n;
    }

  private:
    std::vector<std::int64_t> sums_;
};

// The place of each value among the different ones, to 9 decimals.
std::vector<std::size_t> places_of(std::span<const double> x) {
    std::vector<double> value(x.size());
    std::ranges::transform(x, value.begin(), rounded);
    std::vector<double> different = value;
    std::ranges::sort(different);
    different.erase(std::ranges::unique(different).begin(), different.end());
    std::vector<std::size_t> out;
    for (const double v : value)
        out.push_back(
            static_cast<std::size_t>(std::ranges::lower_bound(different, v) - different.begin()));
    return out;
}

// Other rows with the same value.
std::vector<std::int64_t> ties_of(std::span<const std::size_t> places) {
    std::vector<std::int64_t> n(places.size()), out;
    for (const std::size_t place : places)
        ++n[place];
    for (const std::size_t place : places)
        out.push_back(n[place] - 1);
    return out;
}

// Adds to each row how many of those before it in `order` of x lie on its side in y, less how many
// on the other; `turn` is -1 where order descends.
void add_concordant(std::vector<std::int64_t>& out, std::span<const std::size_t> order,
                    std::span<const std::size_t> x, std::span<const std::size_t> y, int turn) {
    running_counts seen(x.size());
    std::int64_t passed = 0;
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        while (last < order.size() && x[order[last]] == x[order[first]])
            ++last;
        for (const std::size_t i : order.subspan(first, last - first)) {
            const std::int64_t below = seen.before(y[i]);
            const std::int64_t above = passed - seen.before(y[i] + 1);
            out[i] += turn * (below - above);
        }
        for (const std::size_t i : order.subspan(first, last - first))
            seen.add(y[i]);
        passed += static_cast<std::int64_t>(last - first);
    }
}

// Of each row with all others: concordant less discordant.
std::vector<std::int64_t> differences_of(std::span<const std::size_t> x,
                                         std::span<const std::size_t> y) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return x[i]; });
    std::vector<std::int64_t> out(x.size());
    add_concordant(out, order, x, y, 1);
    std::ranges::reverse(order);
    add_concordant(out, order, x, y, -1);
    return out;
}

} // namespace

std::vector<double> kendall_without_each_case(const pairs& p) {
    const kendall_counts all = count_kendall(p.grade, p.score);
    const std::vector<std::size_t> x = places_of(p.grade), y = places_of(p.score);
    const std::vector<std::int64_t> difference = differences_of(x, y), tied_x = ties_of(x),
                                    tied_y = ties_of(y);
    std::vector<std::vector<std::size_t>> rows(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i)
        rows[p.cluster[i]].push_back(i);
    std::vector<double> out, grade, score;
    for (const std::vector<std::size_t>& own : rows) {
        kendall_counts rest = all;
        grade.clear();
        score.clear();
        for (const std::size_t i : own) {
            rest.difference -= difference[i];
            rest.tied_x -= tied_x[i];
            rest.tied_y -= tied_y[i];
            grade.push_back(p.grade[i]);
            score.push_back(p.score[i]);
        }
        const kendall_counts twice = count_kendall(grade, score); // pairs within the case
        rest.n -= twice.n;
        rest.difference += twice.difference;
        rest.tied_x += twice.tied_x;
        rest.tied_y += twice.tied_y;
        const statistic tau = kendall_tau_b(rest);
        out.push_back(tau ? *tau : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
}

} // namespace preceptron::agreement
