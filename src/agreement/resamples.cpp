#include "agreement/resamples.hpp"

#include "agreement/random_stream.hpp"

#include <cmath>
#include <stdexcept>

namespace preceptron::agreement {

namespace {

double factorial(std::uint32_t n) {
    double product = 1;
    for (std::uint32_t i = 2; i <= n; ++i)
        product *= i;
    return product;
}

// Calls `use` with every way of writing `left` as the sum of the elements from `at` on.
template<class Use>
void compose(std::vector<std::uint32_t>& times, std::size_t at, std::uint32_t left, const Use& use) {
    if (at + 1 == times.size()) {
        times[at] = left;
        use();
        return;
    }
    for (std::uint32_t n = 0; n <= left; ++n) {
        times[at] = n;
        compose(times, at + 1, left - n, use);
    }
}

} // namespace

resamples resamples::random(std::uint32_t clusters, std::size_t replicates, std::uint64_t seed,
                            std::string_view stream) {
    resamples out;
    out.clusters_ = clusters;
    out.size_ = clusters == 0 ? 0 : replicates;
    out.seed_ = seed;
    out.stream_ = stream_number(stream);
    return out;
}

void resamples::add(std::span<const std::uint32_t> times) {
    for (std::uint32_t c = 0; c < clusters_; ++c)
        if (times[c] > 0)
            stored_.push_back({c, static_cast<std::int32_t>(times[c])});
    starts_.push_back(stored_.size());
    ++size_;
}

resamples resamples::exhaustive(std::uint32_t clusters) {
    if (clusters > most_clusters_enumerated)
        throw std::invalid_argument("resamples: too many clusters to enumerate");
    resamples out;
    out.clusters_ = clusters;
    out.starts_.push_back(0);
    if (clusters == 0)
        return out;
    std::vector<std::uint32_t> times(clusters);
    const double ways = factorial(clusters) / std::pow(clusters, clusters);
    compose(times, 0, clusters, [&] {
        out.add(times);
        double weight = ways;
        for (const std::uint32_t n : times)
            weight /= factorial(n);
        out.weights_.push_back(weight);
    });
    return out;
}

resamples resamples::fixed(std::uint32_t clusters,
                           std::span<const std::vector<std::uint32_t>> draws) {
    resamples out;
    out.clusters_ = clusters;
    out.starts_.push_back(0);
    for (const auto& draw : draws) {
        std::vector<std::uint32_t> times(clusters);
        for (const std::uint32_t c : draw) {
            if (c >= clusters)
                throw std::invalid_argument("resamples: a draw names a cluster that is not there");
            ++times[c];
        }
        out.add(times);
    }
    return out;
}

std::span<const drawn_cluster> resamples::draw(std::size_t b, std::span<std::int32_t> times,
                                               std::span<drawn_cluster> out) const {
    if (!starts_.empty())
        return std::span(stored_).subspan(starts_[b], starts_[b + 1] - starts_[b]);
    random_stream random(seed_, stream_, static_cast<std::uint32_t>(b));
    for (std::uint32_t i = 0; i < clusters_; ++i)
        ++times[random.below(clusters_)];
    std::size_t n = 0;
    for (std::uint32_t c = 0; c < clusters_; ++c) {
        out[n] = {c, times[c]}; // overwritten by the next unless the cluster was drawn
        n += times[c] > 0;
        times[c] = 0;
    }
    return out.first(n);
}

} // namespace preceptron::agreement
