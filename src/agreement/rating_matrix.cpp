#include "agreement/rating_matrix.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>

namespace preceptron::agreement {

std::size_t rating_matrix::ratings_of(std::size_t item) const {
    std::size_t n = 0;
    for (std::size_t r = 0; r < raters_; ++r)
        n += at(item, r).has_value();
    return n;
}

std::size_t rating_matrix::count() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(cells_, [](const rating& r) { return r.has_value(); }));
}

std::vector<double> rating_matrix::values() const {
    std::vector<double> out;
    for (const rating& r : cells_)
        if (r)
            out.push_back(*r);
    return out;
}

rating_matrix rating_matrix::complete_items() const {
    rating_matrix out;
    out.raters_ = raters_;
    for (std::size_t i = 0; i < items(); ++i)
        if (ratings_of(i) == raters_)
            for (std::size_t r = 0; r < raters_; ++r)
                out.cells_.push_back(at(i, r));
    return out;
}

rated_items arrange(std::span<const long_rating> ratings, std::size_t* repeated) {
    rated_items out;
    std::unordered_map<std::string_view, std::size_t> item_index;
    for (const long_rating& r : ratings) {
        const auto [item, is_new] = item_index.try_emplace(r.item, out.items.size());
        if (is_new) {
            out.items.push_back(r.item);
            out.case_ids.push_back(r.case_id);
        } else if (std::string& known = out.case_ids[item->second]; known.empty()) {
            known = r.case_id;
        }
        out.raters.push_back(r.rater);
    }
    std::ranges::sort(out.raters);
    out.raters.erase(std::ranges::unique(out.raters).begin(), out.raters.end());
    out.matrix = rating_matrix(out.items.size(), out.raters.size());
    std::size_t again = 0;
    for (const long_rating& r : ratings) {
        const auto rater = std::ranges::lower_bound(out.raters, r.rater) - out.raters.begin();
        rating& cell = out.matrix.at(item_index.at(r.item), static_cast<std::size_t>(rater));
        if (cell && r.grade)
            ++again;
        else if (r.grade)
            cell = r.grade;
    }
    if (repeated)
        *repeated = again;
    return out;
}

category_counts count_categories(const rating_matrix& ratings, const scale& categories) {
    category_counts out;
    out.categories = categories;
    for (std::size_t i = 0; i < ratings.items(); ++i) {
        std::map<std::size_t, double> counts;
        for (std::size_t r = 0; r < ratings.raters(); ++r)
            if (ratings.at(i, r)) {
                const std::size_t k = categories.index_of(*ratings.at(i, r));
                if (k == categories.size())
                    throw std::invalid_argument("count_categories: a rating is not on the scale");
                counts[k] += 1;
            }
        if (counts.empty())
            continue;
        auto& item = out.items.emplace_back();
        for (const auto& [category, count] : counts)
            item.push_back({category, count});
    }
    return out;
}

} // namespace preceptron::agreement
