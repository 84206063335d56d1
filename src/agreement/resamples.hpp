// Which clusters each replicate of a bootstrap takes, and how often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace preceptron::agreement {

struct drawn_cluster {
    std::uint32_t cluster;
    std::int32_t times;
};

class resamples {
  public:
    // `replicates` draws of `clusters` clusters with replacement; the same for a seed and stream,
    // whoever asks for them in whatever order.
    static resamples random(std::uint32_t clusters, std::size_t replicates, std::uint64_t seed,
                            std::string_view stream);

    // Every distinct draw once, with its probability: binom(2C-1, C) of them. At most 7 clusters.
    static resamples exhaustive(std::uint32_t clusters);

    // Given draws, each a list of clusters below `clusters`. Throws std::invalid_argument when one
    // is not.
    static resamples fixed(std::uint32_t clusters, std::span<const std::vector<std::uint32_t>> draws);

    static constexpr std::uint32_t most_clusters_enumerated = 7;

    std::uint32_t clusters() const noexcept { return clusters_; }
    std::size_t size() const noexcept { return size_; }
    bool exact() const noexcept { return !weights_.empty(); }
    // Probabilities of exhaustive draws; empty when all count alike.
    const std::vector<double>& weights() const noexcept { return weights_; }

    // Replicate `b` in ascending order of clusters, those drawn at least once. `times` is scratch of
    // clusters() zeros and left so; the result points into `out`, of clusters() elements.
    std::span<const drawn_cluster> draw(std::size_t b, std::span<std::int32_t> times,
                                        std::span<drawn_cluster> out) const;

  private:
    void add(std::span<const std::uint32_t> times);

    std::uint32_t clusters_ = 0;
    std::size_t size_ = 0;
    std::uint64_t seed_ = 0;
    std::uint64_t stream_ = 0;
    std::vector<double> weights_;
    std::vector<drawn_cluster> stored_; // of fixed and exhaustive draws
    std::vector<std::size_t> starts_;   // where each begins in stored_; empty: drawn at random
};

} // namespace preceptron::agreement
