#include "agreement/case_totals.hpp"

#include "agreement/split_work.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::agreement {

namespace {

double value_or_nan(const statistic& s) {
    return s ? *s : std::nan("");
}

} // namespace

std::span<double> case_totals::of(std::uint32_t one) {
    occupied_[one] = 1;
    return std::span(sums_).subspan(one * columns_, columns_);
}

std::vector<double> case_totals::total() const {
    std::vector<double> out(columns_);
    for (std::size_t i = 0; i < sums_.size(); ++i)
        out[i % columns_] += sums_[i];
    return out;
}

std::vector<double> case_totals::left_out(const totals_statistic& of) const {
    const std::vector<double> all = total();
    std::vector<double> out, rest(columns_);
    for (std::uint32_t c = 0; c < cases(); ++c) {
        for (std::size_t k = 0; k < columns_; ++k)
            rest[k] = all[k] - sums_[c * columns_ + k];
        out.push_back(value_or_nan(of(rest)));
    }
    return out;
}

std::vector<double> case_totals::replicates(const resamples& draws, const totals_statistic& of,
                                            unsigned threads) const {
    std::vector<double> out(draws.size());
    split_work(draws.size(), threads, [&](std::size_t begin, std::size_t end) {
        std::vector<std::int32_t> times(draws.clusters());
        std::vector<drawn_cluster> room(draws.clusters());
        std::vector<double> sums(columns_);
        for (std::size_t b = begin; b < end; ++b) {
            std::ranges::fill(sums, 0);
            for (const drawn_cluster& drawn : draws.draw(b, times, room))
                for (std::size_t k = 0; k < columns_; ++k)
                    sums[k] += drawn.times * sums_[drawn.cluster * columns_ + k];
            out[b] = value_or_nan(of(sums));
        }
    });
    return out;
}

} // namespace preceptron::agreement
