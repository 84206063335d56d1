#include "agreement/gwet.hpp"

#include <cmath>
#include <vector>

namespace preceptron::agreement {

namespace {

constexpr std::string_view no_shared_item = "no item has two ratings";

// The two raters of a table as items of two ratings each.
category_counts as_counts(const contingency& table) {
    category_counts out;
    out.categories = table.categories();
    for (std::size_t a = 0; a < table.size(); ++a)
        for (std::size_t b = 0; b < table.size(); ++b)
            for (std::int64_t i = 0; i < table.count(a, b); ++i) {
                if (a == b)
                    out.items.push_back({{a, 2.0}});
                else
                    out.items.push_back({{a, 1.0}, {b, 1.0}});
            }
    return out;
}

double ratings_of(const std::vector<category_count>& item) {
    double n = 0;
    for (const category_count& c : item)
        n += c.count;
    return n;
}

// Weighted share of agreeing pairs of ratings within an item of n >= 2 ratings.
double pair_agreement(const std::vector<category_count>& item, const disagreement& weights) {
    const double n = ratings_of(item);
    double sum = 0;
    for (const category_count& k : item) {
        double similar = 0;
        for (const category_count& l : item)
            similar += weights.agreement(k.category, l.category) * l.count;
        sum += k.count * (similar - 1);
    }
    return sum / (n * (n - 1));
}

struct shares {
    double rated_twice = 0;         // items with two ratings or more
    double agreement = 0;           // p_a
    std::vector<double> prevalence; // pi
};

shares shares_of(const category_counts& counts, const disagreement& weights) {
    shares out;
    out.prevalence.resize(counts.categories.size());
    for (const auto& item : counts.items) {
        const double n = ratings_of(item);
        for (const category_count& k : item)
            out.prevalence[k.category] += k.count / n / static_cast<double>(counts.items.size());
        if (n >= 2) {
            ++out.rated_twice;
            out.agreement += pair_agreement(item, weights);
        }
    }
    if (out.rated_twice > 0)
        out.agreement /= out.rated_twice;
    return out;
}

// (sum W) / (q(q-1))
double chance_factor(const disagreement& weights) {
    double sum = 0;
    for (std::size_t a = 0; a < weights.size(); ++a)
        for (std::size_t b = 0; b < weights.size(); ++b)
            sum += weights.agreement(a, b);
    const double q = static_cast<double>(weights.size());
    return sum / (q * (q - 1));
}

double gwet_chance(const shares& s, const disagreement& weights) {
    double sum = 0;
    for (const double pi : s.prevalence)
        sum += pi * (1 - pi);
    return chance_factor(weights) * sum;
}

} // namespace

statistic gwet_ac(const category_counts& counts, weighting w, spacing s) {
    if (counts.categories.size() < 2)
        return undefined("the scale has fewer than two categories");
    const disagreement weights(counts.categories, w, s);
    const shares seen = shares_of(counts, weights);
    if (seen.rated_twice == 0)
        return undefined(no_shared_item);
    const double chance = gwet_chance(seen, weights);
    return defined((seen.agreement - chance) / (1 - chance));
}

statistic gwet_ac_standard_error_iid(const category_counts& counts, weighting w, spacing s) {
    const statistic ac = gwet_ac(counts, w, s);
    if (!ac)
        return ac;
    if (counts.items.size() < 2)
        return undefined("fewer than two items");
    const disagreement weights(counts.categories, w, s);
    const shares seen = shares_of(counts, weights);
    const double chance = gwet_chance(seen, weights);
    const double factor = chance_factor(weights);
    const double n = static_cast<double>(counts.items.size());
    // Linearised contribution of each item (Gwet 2014, chapter 5).
    double sum = 0;
    for (const auto& item : counts.items) {
        const double ratings = ratings_of(item);
        double own_chance = 0;
        for (const category_count& k : item)
            own_chance += factor * k.count * (1 - seen.prevalence[k.category]) / ratings;
        double own = 0;
        if (ratings >= 2)
            own = n / seen.rated_twice * (pair_agreement(item, weights) - chance) / (1 - chance);
        own -= 2 * (1 - *ac) * (own_chance - chance) / (1 - chance);
        sum += (own - *ac) * (own - *ac);
    }
    return defined(std::sqrt(sum / (n * (n - 1))));
}

statistic fleiss_kappa(const category_counts& counts, weighting w, spacing s) {
    const disagreement weights(counts.categories, w, s);
    const shares seen = shares_of(counts, weights);
    if (seen.rated_twice == 0)
        return undefined(no_shared_item);
    double chance = 0;
    for (std::size_t a = 0; a < weights.size(); ++a)
        for (std::size_t b = 0; b < weights.size(); ++b)
            chance += weights.agreement(a, b) * seen.prevalence[a] * seen.prevalence[b];
    if (!(chance < 1))
        return undefined("all ratings are the same value");
    return defined((seen.agreement - chance) / (1 - chance));
}

statistic gwet_ac(const contingency& table, weighting w, spacing s) {
    return gwet_ac(as_counts(table), w, s);
}

statistic gwet_ac_standard_error_iid(const contingency& table, weighting w, spacing s) {
    return gwet_ac_standard_error_iid(as_counts(table), w, s);
}

} // namespace preceptron::agreement
