#include "agreement/contingency.hpp"

#include <stdexcept>
#include <utility>

namespace preceptron::agreement {

contingency::contingency(const pairs& p, scale categories)
    : categories_(std::move(categories)), counts_(categories_.size() * categories_.size()),
      total_(static_cast<std::int64_t>(p.size())) {
    for (std::size_t i = 0; i < p.size(); ++i) {
        const std::size_t a = categories_.index_of(p.grade[i]);
        const std::size_t b = categories_.index_of(p.score[i]);
        if (a == size() || b == size())
            throw std::invalid_argument("contingency: a rating is not on the scale");
        ++counts_[a * size() + b];
    }
}

std::vector<double> contingency::grade_shares() const {
    std::vector<double> out(size());
    for (std::size_t a = 0; a < size(); ++a)
        for (std::size_t b = 0; b < size(); ++b)
            out[a] += share(a, b);
    return out;
}

std::vector<double> contingency::score_shares() const {
    std::vector<double> out(size());
    for (std::size_t a = 0; a < size(); ++a)
        for (std::size_t b = 0; b < size(); ++b)
            out[b] += share(a, b);
    return out;
}

} // namespace preceptron::agreement
