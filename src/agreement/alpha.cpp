#include "agreement/alpha.hpp"

#include <cmath>
#include <vector>

namespace preceptron::agreement {

namespace {

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

// Squared distances of categories.
std::vector<double> distances(const coincidences& c, const scale& categories, measurement level) {
    std::vector<double> out(c.size * c.size);
    for (std::size_t a = 0; a < c.size; ++a) {
        double between = c.margin[a]; // ratings from category a up to b
        for (std::size_t b = a + 1; b < c.size; ++b) {
            between += c.margin[b];
            double d = 1;
            if (level == measurement::interval)
                d = categories[a] - categories[b];
            else if (level == measurement::ordinal)
                d = between - (c.margin[a] + c.margin[b]) / 2;
            out[a * c.size + b] = out[b * c.size + a] = d * d;
        }
    }
    return out;
}

} // namespace

statistic krippendorff_alpha(const rating_matrix& ratings, measurement level) {
    const scale categories{ratings.values()};
    const coincidences c = coincidences_of(count_categories(ratings, categories));
    if (c.total == 0)
        return undefined("no item has two ratings");
    const std::vector<double> d = distances(c, categories, level);
    double seen = 0;
    double expected = 0;
    for (std::size_t a = 0; a < c.size; ++a)
        for (std::size_t b = 0; b < c.size; ++b) {
            seen += c.counts[a * c.size + b] * d[a * c.size + b];
            expected += c.margin[a] * c.margin[b] * d[a * c.size + b];
        }
    if (!(expected > 0))
        return undefined("all ratings are the same value");
    return defined(1 - (c.total - 1) * seen / expected);
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
