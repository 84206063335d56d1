#include "agreement/table_reader.hpp"

#include "agreement/category_weights.hpp"
#include "agreement/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace preceptron::agreement {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// (sum W) / (q(q-1)) of Gwet's chance agreement.
double gwet_factor(std::span<const double> categories, weighting w) {
    const disagreement weights(categories, w, spacing::value);
    double sum = 0;
    for (std::size_t a = 0; a < weights.size(); ++a)
        for (std::size_t b = 0; b < weights.size(); ++b)
            sum += weights.agreement(a, b);
    const double q = static_cast<double>(weights.size());
    return q > 1 ? sum / (q * (q - 1)) : nan;
}

} // namespace

table_reader::table_reader(const table_layout& layout, std::span<const table_statistic> wanted)
    : size_(layout.size()), order_(wanted.begin(), wanted.end()), wanted_(table_statistic_count),
      centre_(layout.centre), has_tolerance_(!std::isnan(layout.tolerance)), row_(size_),
      column_(size_), cumulated_(size_), rank_g_(size_), rank_p_(size_), row_product_(size_),
      values_(table_statistic_count) {
    using enum table_statistic;
    for (const table_statistic s : wanted)
        wanted_[static_cast<std::size_t>(s)] = true;
    wants_index_ = wants(kappa_linear_index) || wants(kappa_quadratic_index);
    wants_ranks_ = wants(spearman);
    wants_gwet_ = wants(ac1) || wants(ac2_linear) || wants(ac2_quadratic);
    wants_alpha_ = wants(alpha_nominal) || wants(alpha_ordinal) || wants(alpha_interval);
    wants_icc_ =
        wants(icc1) || wants(icc2) || wants(icc3) || wants(icc1k) || wants(icc2k) || wants(icc3k);
    value_.at = layout.points;
    index_.at = layout.positions;
    for (spaced* s : {&value_, &index_})
        for (std::size_t a = 0; a < size_; ++a)
            for (std::size_t b = 0; b < size_; ++b)
                s->distance.push_back(std::abs(s->at[a] - s->at[b]));
    for (std::uint32_t cell = 0; cell < layout.cells(); ++cell) {
        if (value_.distance[cell] <= 0.5 + 1e-9)
            within_half_.push_back(cell);
        if (value_.distance[cell] <= 1 + 1e-9)
            within_one_.push_back(cell);
        if (value_.distance[cell] <= layout.tolerance + 1e-9) // false when there is none
            within_tolerance_.push_back(cell);
    }
    // The category set, at the scores as they came where these occur: of distances between some of
    // them the greatest is exactly the greatest, which of categories to 9 decimals it is not.
    std::vector<double> categories;
    for (const double v : layout.categories)
        categories.push_back(v - layout.centre);
    for (std::size_t k = 0; k < size_; ++k)
        categories[static_cast<std::size_t>(layout.positions[k])] = layout.points[k];
    if (!categories.empty())
        value_.greatest = categories.back() - categories.front();
    for (const weighting w : {weighting::none, weighting::linear, weighting::quadratic})
        gwet_factor_.push_back(wants_gwet_ ? gwet_factor(categories, w) : nan);
}

void table_reader::count(std::span<const std::int32_t> table) {
    std::ranges::fill(column_, 0);
    std::int32_t diagonal = 0;
    std::int32_t n = 0;
    for (std::size_t a = 0; a < size_; ++a) {
        const std::int32_t* row = table.data() + a * size_;
        std::int32_t sum = 0;
        for (std::size_t b = 0; b < size_; ++b) {
            column_[b] += row[b];
            sum += row[b];
        }
        row_[a] = sum;
        n += sum;
        diagonal += row[a];
    }
    n_ = n;
    diagonal_ = diagonal;
    same_ = false;
    constant_g_ = constant_p_ = false;
    for (std::size_t k = 0; k < size_; ++k) {
        constant_g_ = constant_g_ || row_[k] == n;
        constant_p_ = constant_p_ || column_[k] == n;
        same_ = same_ || (row_[k] == n && column_[k] == n);
    }
}

// Row by row: sum |d|, sum d^2, the products for the covariance, the error of each grade level.
void table_reader::sum_rows(std::span<const std::int32_t> table) {
    sums_ = {};
    macro_ = 0;
    double levels = 0;
    double sum_g = 0, sum_p = 0, square_g = 0, square_p = 0, product = 0;
    for (std::size_t a = 0; a < size_; ++a) {
        const double x = value_.at[a];
        sum_p += column_[a] * x;
        square_p += column_[a] * x * x;
        if (row_[a] == 0)
            continue;
        sum_g += row_[a] * x;
        square_g += row_[a] * x * x;
        const std::int32_t* row = table.data() + a * size_;
        const double* distance = value_.distance.data() + a * size_;
        double absolute = 0, square = 0, scores = 0;
        for (std::size_t b = 0; b < size_; ++b) {
            const double t = row[b];
            const double d = distance[b];
            absolute += t * d;
            square += t * (d * d);
            scores += t * value_.at[b];
        }
        sums_.absolute += absolute;
        sums_.square += square;
        product += x * scores;
        macro_ += absolute / row_[a];
        ++levels;
    }
    macro_ /= levels;
    moments_.mean_g = sum_g / n_;
    moments_.mean_p = sum_p / n_;
    moments_.sgg = constant_g_ ? 0 : square_g - sum_g * moments_.mean_g;
    moments_.spp = constant_p_ ? 0 : square_p - sum_p * moments_.mean_p;
    moments_.sgp = constant_g_ || constant_p_ ? 0 : product - sum_g * moments_.mean_p;
    const double shift = moments_.mean_p - moments_.mean_g;
    sums_.expected_square = moments_.sgg + moments_.spp + n_ * shift * shift;
}

table_reader::spaced_sums table_reader::sums_of(const spaced& s,
                                                std::span<const std::int32_t> table) const {
    spaced_sums out;
    double mean_g = 0, mean_p = 0, square_g = 0, square_p = 0;
    for (std::size_t a = 0; a < size_; ++a) {
        mean_g += row_[a] * s.at[a] / n_;
        mean_p += column_[a] * s.at[a] / n_;
        square_g += row_[a] * s.at[a] * s.at[a];
        square_p += column_[a] * s.at[a] * s.at[a];
        for (std::size_t b = 0; b < size_; ++b) {
            const double d = s.distance[a * size_ + b];
            out.absolute += table[a * size_ + b] * d;
            out.square += table[a * size_ + b] * d * d;
        }
    }
    out.expected_square = square_g + square_p - 2 * n_ * mean_g * mean_p;
    return out;
}

double table_reader::near_diagonal(std::span<const std::int32_t> table,
                                   std::span<const std::uint32_t> cells) const {
    std::int32_t sum = 0;
    for (const std::uint32_t cell : cells)
        sum += table[cell];
    return sum / n_;
}

void table_reader::set_errors() {
    using enum table_statistic;
    const double shift = moments_.mean_p - moments_.mean_g;
    set(exact_agreement, diagonal_ / n_);
    set(mae, sums_.absolute / n_);
    set(rmse, std::sqrt(sums_.square / n_));
    set(bias, shift);
    set(macro_mae, macro_);
    double spread = sums_.square - n_ * shift * shift; // centred sum of squares of d
    if (spread < 1e-12 * sums_.square)
        spread = 0; // what rounding leaves of a constant difference
    const double sd = n_ > 1 ? std::sqrt(spread / (n_ - 1)) : nan;
    set(sd_diff, sd);
    set(loa_lower, shift - z975 * sd);
    set(loa_upper, shift + z975 * sd);
}

void table_reader::set_correlations(std::span<const std::int32_t> table) {
    using enum table_statistic;
    const auto& [mean_g, mean_p, sgg, spp, sgp] = moments_;
    const bool varies = !constant_g_ && !constant_p_;
    set(pearson, varies ? std::clamp(sgp / std::sqrt(sgg * spp), -1.0, 1.0) : nan);
    const double slope = constant_p_ ? nan : sgp / spp;
    set(calib_slope, slope);
    set(calib_intercept, mean_g + centre_ - slope * (mean_p + centre_));
    const double middle = (sgg + spp + 2 * sgp) / 4; // of (grade + score) / 2
    set(proportional_bias, middle > 1e-12 * (sgg + spp) ? (spp - sgg) / 2 / middle : nan);
    set(ccc, same_ ? nan : 2 * sgp / sums_.expected_square);
    if (wants_ranks_)
        set_ranks(table);
    if (wants(kendall_tau_b))
        set(kendall_tau_b, varies ? kendall(table) : nan);
}

// Spearman: the rank of a category is the mean of the ranks its rows share, here less (n+1)/2.
void table_reader::set_ranks(std::span<const std::int32_t> table) {
    double below_g = 0, below_p = 0, sgg = 0, spp = 0, sgp = 0;
    for (std::size_t k = 0; k < size_; ++k) {
        rank_g_[k] = below_g + (row_[k] - n_) / 2;
        rank_p_[k] = below_p + (column_[k] - n_) / 2;
        below_g += row_[k];
        below_p += column_[k];
        sgg += row_[k] * rank_g_[k] * rank_g_[k];
        spp += column_[k] * rank_p_[k] * rank_p_[k];
    }
    for (std::size_t a = 0; a < size_; ++a) {
        double ranks = 0;
        for (std::size_t b = 0; b < size_; ++b)
            ranks += table[a * size_ + b] * rank_p_[b];
        sgp += rank_g_[a] * ranks;
    }
    const bool varies = !constant_g_ && !constant_p_;
    set(table_statistic::spearman,
        varies ? std::clamp(sgp / std::sqrt(sgg * spp), -1.0, 1.0) : nan);
}

// Concordant less discordant pairs, with the counts of the rows above cumulated along the columns.
double table_reader::kendall(std::span<const std::int32_t> table) {
    std::ranges::fill(cumulated_, 0);
    std::int64_t difference = 0;
    std::int32_t above = 0;
    for (std::size_t a = 0; a < size_; ++a) {
        if (row_[a] == 0)
            continue;
        const std::int32_t* row = table.data() + a * size_;
        std::int32_t before = 0;
        std::int32_t run = 0;
        for (std::size_t b = 0; b < size_; ++b) {
            const std::int32_t upto = cumulated_[b];
            difference += std::int64_t{row[b]} * (before + upto - above);
            before = upto;
            run += row[b];
            cumulated_[b] = upto + run;
        }
        above += run;
    }
    double tied_g = 0, tied_p = 0;
    for (std::size_t k = 0; k < size_; ++k) {
        tied_g += double(row_[k]) * row_[k];
        tied_p += double(column_[k]) * column_[k];
    }
    const double all = n_ * n_;
    return static_cast<double>(2 * difference) / std::sqrt((all - tied_g) * (all - tied_p));
}

void table_reader::read(std::span<const std::int32_t> table, std::span<double> out) {
    using enum table_statistic;
    count(table);
    if (n_ == 0) {
        std::ranges::fill(out, nan);
        return;
    }
    sum_rows(table);
    set_errors();
    if (wants(within_half))
        set(within_half, near_diagonal(table, within_half_));
    if (wants(within_one))
        set(within_one, near_diagonal(table, within_one_));
    if (wants(within_tolerance))
        set(within_tolerance, has_tolerance_ ? near_diagonal(table, within_tolerance_) : nan);
    set_correlations(table);
    set_kappas(table);
    if (wants_gwet_)
        set_gwet();
    if (wants_alpha_)
        set_alphas(table);
    if (wants_icc_)
        set_iccs();
    for (std::size_t i = 0; i < order_.size(); ++i)
        out[i] = values_[static_cast<std::size_t>(order_[i])];
}

} // namespace preceptron::agreement
