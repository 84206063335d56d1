#include "agreement/alpha.hpp"

#include "agreement/moments.hpp"

#include <cmath>
#include <string_view>
#include <vector>

namespace preceptron::agreement {

namespace {

constexpr std::string_view no_shared_item = "no item has two ratings";
constexpr std::string_view no_difference = "all ratings are the same value";

struct coincidences {
    std::size_t size;
    std::vector<double> counts; // size x size
    std::vector<double> margin;
    double total = 0;
};

coincidences coincidences_of(const category_counts& counts) {
    const std::size_t size = counts.categories.size();
    coincidences out{size, std::vector<double>(size * size), std::vector<double>(size)};
    for (const auto& item : counts.items) {
        double n = 0;
        for (const category_count& k : item)
            n += k.count;
        if (n < 2)
            continue;
        for (const category_count& k : item)
            for (const category_count& l : item) {
                const double pairs = k.category == l.category ? k.count * (k.count - 1)
                                                              : k.count * l.count;
                out.counts[k.category * size + l.category] += pairs / (n - 1);
            }
        for (const category_count& k : item)
            out.margin[k.category] += k.count;
        out.total += n;
    }
    return out;
}

// Squared distances of categories, nominal or ordinal.
std::vector<double> distances(const coincidences& c, measurement level) {
    std::vector<double> out(c.size * c.size);
    for (std::size_t a = 0; a < c.size; ++a) {
        double between = c.margin[a]; // ratings from category a up to b
        for (std::size_t b = a + 1; b < c.size; ++b) {
            between += c.margin[b];
            double d = 1;
            if (level == measurement::ordinal)
                d = between - (c.margin[a] + c.margin[b]) / 2;
            out[a * c.size + b] = out[b * c.size + a] = d * d;
        }
    }
    return out;
}

// Distances are of the values themselves: it takes no matrix of categories, which scores of many
// decimals would make as large as the square of their number.
statistic interval_alpha(const rating_matrix& ratings) {
    std::vector<double> all, of_item;
    double seen = 0;
    for (std::size_t i = 0; i < ratings.items(); ++i) {
        of_item.clear();
        for (std::size_t r = 0; r < ratings.raters(); ++r)
            if (const rating& x = ratings.at(i, r))
                of_item.push_back(rounded(*x));
        if (of_item.size() < 2)
            continue;
        const double n = static_cast<double>(of_item.size());
        if (!is_constant(of_item))
            seen += n / (n - 1) * centred_square_sum(of_item);
        all.insert(all.end(), of_item.begin(), of_item.end());
    }
    if (all.empty())
        return undefined(no_shared_item);
    if (is_constant(all))
        return undefined(no_difference);
    const double total = static_cast<double>(all.size());
    return defined(1 - (total - 1) / total * seen / centred_square_sum(all));
}

} // namespace

statistic krippendorff_alpha(const rating_matrix& ratings, measurement level) {
    if (level == measurement::interval)
        return interval_alpha(ratings);
    const scale categories{ratings.values()};
    const coincidences c = coincidences_of(count_categories(ratings, categories));
    if (c.total == 0)
        return undefined(no_shared_item);
    const std::vector<double> d = distances(c, level);
    double seen = 0;
    double expected = 0;
    for (std::size_t a = 0; a < c.size; ++a)
        for (std::size_t b = 0; b < c.size; ++b) {
            seen += c.counts[a * c.size + b] * d[a * c.size + b];
            expected += c.margin[a] * c.margin[b] * d[a * c.size + b];
        }
    if (!(expected > 0))
        return undefined(no_difference);
    return defined(1 - (c.total - 1) * seen / expected);
}

void add_alpha_totals(case_totals& into, std::size_t first_column, const rating_matrix& ratings,
                      std::span<const std::uint32_t> case_of_item) {
    const std::vector<double> all = ratings.values();
    const double centre = all.empty() ? 0 : mean(all);
    std::vector<double> item;
    for (std::size_t i = 0; i < ratings.items(); ++i) {
        item.clear();
        for (std::size_t r = 0; r < ratings.raters(); ++r)
            if (ratings.at(i, r))
                item.push_back(rounded(*ratings.at(i, r)) - centre);
        if (item.size() < 2)
            continue;
        const double n = static_cast<double>(item.size());
        const std::span<double> sums = into.of(case_of_item[i]).subspan(first_column);
        for (const double x : item) {
            sums[0] += 1;
            sums[1] += x;
            sums[2] += x * x;
        }
        sums[3] += n / (n - 1) * centred_square_sum(item);
    }
}

statistic alpha_of_totals(std::span<const double> t) {
    if (!(t[0] > 0))
        return undefined(no_shared_item);
    const double spread = t[2] - t[1] * t[1] / t[0];
    if (!(spread > 1e-12 * t[2])) // what rounding leaves
        return undefined(no_difference);
    return defined(1 - (t[0] - 1) * t[3] / (t[0] * spread));
}

statistic krippendorff_alpha(const pairs& p, measurement level) {
    rating_matrix both(p.size(), 2);
    for (std::size_t i = 0; i < p.size(); ++i) {
        both.at(i, 0) = p.grade[i];
        both.at(i, 1) = p.score[i];
    }
    return krippendorff_alpha(both, level);
}

} // namespace preceptron::agreement
