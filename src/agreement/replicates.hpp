// Statistics recomputed for resampled tables, and with one case left out.
#pragma once

#include "agreement/cluster_tables.hpp"
#include "agreement/resamples.hpp"
#include "agreement/table_statistic.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::agreement {

// One row a statistic, one value a replicate; NaN where the statistic was undefined.
class replicate_values {
  public:
    replicate_values(std::size_t statistics, std::size_t replicates)
        : replicates_(replicates), values_(statistics * replicates) {}

    std::span<double> of(std::size_t statistic) {
        return std::span(values_).subspan(statistic * replicates_, replicates_);
    }
    std::span<const double> of(std::size_t statistic) const {
        return std::span(values_).subspan(statistic * replicates_, replicates_);
    }

  private:
    std::size_t replicates_;
    std::vector<double> values_;
};

// The statistics of the whole table.
std::vector<double> read_total(const cluster_tables& tables,
                               std::span<const table_statistic> wanted);

// For each of several judges of one task, all on the same resamples. The bytes are the same for any
// number of threads.
std::vector<replicate_values> bootstrap_tables(const resamples& draws,
                                               std::span<const cluster_tables* const> judges,
                                               std::span<const table_statistic> wanted,
                                               unsigned threads);

// One value a case: the statistics without it. A case without pairs gives those of the whole.
replicate_values jackknife_tables(const cluster_tables& tables,
                                  std::span<const table_statistic> wanted);

} // namespace preceptron::agreement
