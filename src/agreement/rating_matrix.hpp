// Several raters' grades of the same items, any of them missing.
#pragma once

#include "agreement/scale.hpp"
#include "agreement/task_ratings.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace preceptron::agreement {

struct long_rating {
    std::string item;
    std::string case_id;
    std::string rater;
    rating grade;
    std::string task{}; // empty: whichever has the item
};

class rating_matrix {
  public:
    rating_matrix() = default;
    rating_matrix(std::size_t items, std::size_t raters) : raters_(raters), cells_(items * raters) {}

    std::size_t items() const noexcept { return raters_ == 0 ? 0 : cells_.size() / raters_; }
    std::size_t raters() const noexcept { return raters_; }
    rating& at(std::size_t item, std::size_t rater) { return cells_[item * raters_ + rater]; }
    const rating& at(std::size_t item, std::size_t rater) const {
        return cells_[item * raters_ + rater];
    }
    std::size_t ratings_of(std::size_t item) const;
    std::size_t count() const; // ratings that are there
    std::vector<double> values() const;
    // Only the items that every rater rated.
    rating_matrix complete_items() const;

  private:
    std::size_t raters_ = 0;
    std::vector<rating> cells_;
};

// A matrix with the names of its rows and columns.
struct rated_items {
    std::vector<std::string> items; // in order of first appearance
    std::vector<std::string> case_ids; // the first that a rating of the item has
    std::vector<std::string> raters;   // sorted
    rating_matrix matrix;
};

// Of several ratings of one item by one rater the first counts; `repeated`, when given, is their
// number.
rated_items arrange(std::span<const long_rating> ratings, std::size_t* repeated = nullptr);

// How often each category was given to each item, the form multi-rater coefficients read.
struct category_count {
    std::size_t category;
    double count;
};
struct category_counts {
    scale categories;
    std::vector<std::vector<category_count>> items; // items without a rating are left out
};
category_counts count_categories(const rating_matrix& ratings, const scale& categories);

} // namespace preceptron::agreement
