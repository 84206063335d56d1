#include "agreement/pair_sums.hpp"

#include "agreement/moments.hpp"
#include "agreement/split_work.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace preceptron::agreement {

namespace {

using ts = table_statistic;

constexpr double tie = 1e-9;

// A centred sum of squares, 0 where no more than rounding is left.
double centred(double squares, double sum, double n) {
    const double rest = squares - sum * sum / n;
    return rest > 1e-12 * squares ? rest : 0;
}

} // namespace

bool adds_up(table_statistic which) noexcept {
    switch (which) {
    case ts::exact_agreement:
    case ts::within_half:
    case ts::within_one:
    case ts::within_tolerance:
    case ts::mae:
    case ts::rmse:
    case ts::bias:
        return true;
    default:
        return is_of_moments(which);
    }
}

void pair_sums::add(double grade, double score, double tolerance) {
    const double d = score - grade;
    const std::array<double, columns> row{1,
                                          grade,
                                          grade * grade,
                                          score,
                                          score * score,
                                          grade * score,
                                          std::abs(d),
                                          d * d,
                                          std::abs(d) <= tie ? 1.0 : 0.0,
                                          std::abs(d) <= tolerance + tie ? 1.0
                                          : std::isnan(tolerance)        ? tolerance
                                                                         : 0.0,
                                          std::abs(d) <= 0.5 + tie ? 1.0 : 0.0,
                                          std::abs(d) <= 1 + tie ? 1.0 : 0.0};
    for (std::size_t k = 0; k < columns; ++k)
        sums_[k] += row[k];
}

void pair_sums::add(const pair_sums& other, double times) {
    for (std::size_t k = 0; k < columns; ++k)
        sums_[k] += times * other.sums_[k];
}

pair_sums::of_scores pair_sums::less(const pair_sums& other) const {
    of_scores out;
    for (std::size_t k = 0; k < out.size(); ++k)
        out[k] = sums_[y + k] - other.sums_[y + k];
    return out;
}

void pair_sums::move(const of_scores& sums, double times) {
    for (std::size_t k = 0; k < sums.size(); ++k)
        sums_[y + k] += times * sums[k];
}

paired_moments pair_sums::moments() const {
    const double count = sums_[n];
    paired_moments out;
    out.n = count;
    out.mean_grade = sums_[x] / count;
    out.mean_score = sums_[y] / count;
    out.gg = centred(sums_[xx], sums_[x], count);
    out.pp = centred(sums_[yy], sums_[y], count);
    out.gp = out.gg > 0 && out.pp > 0 ? sums_[xy] - sums_[x] * sums_[y] / count : 0;
    out.dd = centred(sums_[squared], sums_[y] - sums_[x], count);
    return out;
}

double pair_sums::value(table_statistic which, double centre) const {
    const double count = sums_[n];
    if (!(count > 0))
        return std::numeric_limits<double>::quiet_NaN();
    switch (which) {
    case ts::exact_agreement:
        return sums_[exact] / count;
    case ts::within_half:
        return sums_[half] / count;
    case ts::within_one:
        return sums_[one] / count;
    case ts::within_tolerance:
        return sums_[within] / count;
    case ts::mae:
        return sums_[absolute] / count;
    case ts::rmse:
        return std::sqrt(sums_[squared] / count);
    case ts::bias:
        return (sums_[y] - sums_[x]) / count;
    case ts::calib_intercept: { // the only one that depends on where the scale begins
        const paired_moments m = moments();
        return statistic_of(which, m) + centre * (1 - statistic_of(ts::calib_slope, m));
    }
    default:
        return statistic_of(which, moments());
    }
}

std::vector<pair_sums> sums_by_case(const pairs& p, double centre, double tolerance) {
    std::vector<pair_sums> out(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i)
        out[p.cluster[i]].add(p.grade[i] - centre, p.score[i] - centre, tolerance);
    return out;
}

std::vector<replicate_values> bootstrap_pairs(const resamples& draws,
                                              std::span<const pairs* const> judges,
                                              std::span<const table_statistic> wanted,
                                              double tolerance, unsigned threads) {
    std::vector<std::vector<pair_sums>> cases;
    std::vector<double> centres;
    for (const pairs* p : judges) {
        centres.push_back(p->empty() ? 0 : mean(p->grade));
        cases.push_back(sums_by_case(*p, centres.back(), tolerance));
    }
    std::vector<replicate_values> out(judges.size(), replicate_values(wanted.size(), draws.size()));
    split_work(draws.size(), threads, [&](std::size_t begin, std::size_t end) {
        std::vector<std::int32_t> times(draws.clusters());
        std::vector<drawn_cluster> room(draws.clusters());
        for (std::size_t b = begin; b < end; ++b) {
            const std::span<const drawn_cluster> drawn = draws.draw(b, times, room);
            for (std::size_t j = 0; j < judges.size(); ++j) {
                pair_sums all;
                for (const drawn_cluster& d : drawn)
                    all.add(cases[j][d.cluster], d.times);
                for (std::size_t s = 0; s < wanted.size(); ++s)
                    out[j].of(s)[b] = all.value(wanted[s], centres[j]);
            }
        }
    });
    return out;
}

namespace {

// Exchanged cases take their sums from one judge to the other. These are added up anew each time,
// so that no rounding piles up over thousands of exchanges.
class exchangeable_sums : public exchangeable {
  public:
    exchangeable_sums(const paired_scores& rows, table_statistic which)
        : which_(which), moved_(rows.a.case_count) {
        const double centre = rows.size() > 0 ? mean(rows.a.grade) : 0;
        const std::vector<pair_sums> a = sums_by_case(rows.a, centre, 0),
                                     b = sums_by_case(rows.b, centre, 0);
        for (std::size_t c = 0; c < a.size(); ++c) {
            a_.add(a[c], 1);
            b_.add(b[c], 1);
            b_less_a_.push_back(b[c].less(a[c]));
        }
    }

    void exchange(std::uint32_t c) override { moved_[c] = 1 - moved_[c]; }
    bool exchanged(std::uint32_t c) const override { return moved_[c] != 0; }

    void read(std::span<double> differences) override {
        pair_sums::of_scores sum{};
        for (std::size_t c = 0; c < moved_.size(); ++c)
            for (std::size_t k = 0; k < sum.size(); ++k)
                sum[k] += moved_[c] * b_less_a_[c][k];
        pair_sums a = a_, b = b_;
        a.move(sum, 1);
        b.move(sum, -1);
        differences[0] = a.value(which_) - b.value(which_);
    }

  private:
    table_statistic which_;
    std::vector<double> moved_; // by case: 1 where it is exchanged, else 0
    pair_sums a_, b_;           // as they are without exchanges
    std::vector<pair_sums::of_scores> b_less_a_;
};

} // namespace

swap_test exchange_cases(const paired_scores& rows, table_statistic which, std::size_t exchanges,
                         std::uint64_t seed, std::string_view stream) {
    exchangeable_sums state(rows, which);
    return exchange_cases(state, 1, cases_of(std::span(&rows.a, 1)), exchanges, seed, stream);
}

} // namespace preceptron::agreement
