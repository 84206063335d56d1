// How wrong it is to call category a category b.
#pragma once

#include "agreement/scale.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::agreement {

enum class weighting { none, linear, quadratic };

// Where categories stand: at their values, or one step apart whatever their values. Only the first
// knows that 0 to 2 is two points on a scale without a 1; the second is what scikit-learn and
// others do.
enum class spacing { value, index };

// The square matrix of disagreement: 0 on the diagonal; else 1, |a - b| or (a - b)^2.
class disagreement {
  public:
    disagreement(const scale& categories, weighting w, spacing s);
    // Of categories that stand where these values do, ascending, not rounded.
    disagreement(std::span<const double> categories, weighting w, spacing s);

    std::size_t size() const noexcept { return size_; }
    double operator()(std::size_t a, std::size_t b) const { return weights_[a * size_ + b]; }
    double greatest() const noexcept { return greatest_; }
    // 1 on the diagonal, 0 at the greatest disagreement.
    double agreement(std::size_t a, std::size_t b) const {
        return greatest_ > 0 ? 1 - (*this)(a, b) / greatest_ : 1;
    }

  private:
    std::size_t size_;
    double greatest_ = 0;
    std::vector<double> weights_;
};

} // namespace preceptron::agreement
