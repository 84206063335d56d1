#include "agreement/variance_components.hpp"

#include "agreement/moments.hpp"

#include <boost/math/tools/minima.hpp>

#include <cmath>
#include <utility>
#include <vector>

namespace preceptron::agreement {

namespace {

// -2 log restricted likelihood, less a constant, as a function of the two standard deviations
// relative to the residual one. Items are eliminated first: their block is diagonal, so that what
// remains has a row a rater and one for the mean.
class criterion {
  public:
    explicit criterion(const rating_matrix& m) : raters_(m.raters()) {
        const double centre = mean(m.values());
        for (std::size_t i = 0; i < m.items(); ++i) {
            item& it = items_.emplace_back();
            for (std::size_t r = 0; r < raters_; ++r)
                if (m.at(i, r)) {
                    it.ratings.emplace_back(r, *m.at(i, r) - centre);
                    it.sum += it.ratings.back().second;
                }
            n_ += static_cast<double>(it.ratings.size());
        }
    }

    double operator()(double item_sd, double rater_sd) const {
        const std::size_t size = raters_ + 2; // raters, mean, right-hand side
        std::vector<double> a(size * size);
        const auto at = [&](std::size_t row, std::size_t column) -> double& {
            return a[row * size + column];
        };
        const std::size_t mu = raters_, rhs = raters_ + 1;
        double log_determinant = 0;
        for (std::size_t r = 0; r < raters_; ++r)
            at(r, r) = 1;
        for (const item& it : items_) {
            const double n = static_cast<double>(it.ratings.size());
            const double pivot = item_sd * item_sd * n + 1;
            const double shrink = item_sd * item_sd / pivot;
            log_determinant += std::log(pivot);
            at(mu, mu) += n - shrink * n * n;
            at(rhs, mu) += it.sum - shrink * n * it.sum;
            at(rhs, rhs) -= shrink * it.sum * it.sum;
            for (const auto& [r, y] : it.ratings) {
                at(rhs, rhs) += y * y;
                at(r, r) += rater_sd * rater_sd;
                at(mu, r) += rater_sd * (1 - shrink * n);
                at(rhs, r) += rater_sd * (y - shrink * it.sum);
                for (const auto& [s, other] : it.ratings)
                    if (s <= r)
                        at(r, s) -= rater_sd * rater_sd * shrink;
            }
        }
        // Cholesky of the lower triangle; the last pivot is the penalised residual sum of squares.
        for (std::size_t k = 0; k <= mu; ++k) {
            log_determinant += std::log(at(k, k));
            for (std::size_t i = k + 1; i < size; ++i)
                for (std::size_t j = k + 1; j <= i; ++j)
                    at(i, j) -= at(i, k) * at(j, k) / at(k, k);
        }
        return log_determinant + (n_ - 1) * std::log(at(rhs, rhs));
    }

  private:
    struct item {
        std::vector<std::pair<std::size_t, double>> ratings; // rater, rating less the centre
        double sum = 0;
    };
    std::size_t raters_;
    std::vector<item> items_;
    double n_ = 0;
};

struct minimum {
    double at;
    double value;
};

// Over [0, infinity), by the map x / (1 - x); an effect without variance lies at 0.
template<class F>
minimum least(const F& f) {
    const auto stretch = [](double x) { return x / (1 - x); };
    const auto [x, value] = boost::math::tools::brent_find_minima(
        [&](double at) { return f(stretch(at)); }, 0.0, 0.999, 40);
    const double at_zero = f(0.0);
    return at_zero <= value ? minimum{0, at_zero} : minimum{stretch(x), value};
}

} // namespace

variance_components fit_variance_components(const rating_matrix& ratings) {
    const auto both = [](std::string_view reason) {
        return variance_components{undefined(reason), undefined(reason)};
    };
    std::size_t rated = 0, twice = 0;
    for (std::size_t i = 0; i < ratings.items(); ++i) {
        rated += ratings.ratings_of(i) > 0;
        twice += ratings.ratings_of(i) > 1;
    }
    if (rated < 2 || ratings.raters() < 2)
        return both("fewer than two items or raters");
    if (twice == 0)
        return both("no item has two ratings");
    if (is_constant(ratings.values()))
        return both("all ratings are the same value");
    const criterion f(ratings);
    const auto rater_at = [&](double item_sd) {
        return least([&](double rater_sd) { return f(item_sd, rater_sd); });
    };
    const minimum item = least([&](double item_sd) { return rater_at(item_sd).value; });
    const double item_variance = item.at * item.at;
    const double rater_sd = rater_at(item.at).at;
    return {defined(item_variance / (item_variance + rater_sd * rater_sd + 1)),
            defined(item_variance / (item_variance + 1))};
}

} // namespace preceptron::agreement
