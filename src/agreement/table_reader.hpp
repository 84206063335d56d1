// Reads statistics off a table in one pass. The formulas are those of kappa.hpp, correlation.hpp
// and the other single-statistic files, in the form that needs only the table; a test holds both
// equal.
#pragma once

#include "agreement/cluster_tables.hpp"
#include "agreement/table_statistic.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace preceptron::agreement {

// Keeps scratch memory: one a thread.
class table_reader {
  public:
    table_reader(const table_layout& layout, std::span<const table_statistic> wanted);

    // One value for each wanted statistic, in that order; NaN is undefined. NaN stays inside this
    // folder: whoever passes a value on turns it into a reason.
    void read(std::span<const std::int32_t> table, std::span<double> out);

  private:
    // Categories at their values, or at their positions.
    struct spaced {
        std::vector<double> at;       // of each category
        std::vector<double> distance; // cells
        double greatest = 0;          // distance in the category set
    };
    struct spaced_sums {
        double absolute = 0;          // sum |d|
        double square = 0;            // sum d^2
        double expected_absolute = 0; // the same for independent margins, times n
        double expected_square = 0;
    };
    struct moments {
        double mean_g = 0;
        double mean_p = 0;
        double sgg = 0; // centred sums
        double spp = 0;
        double sgp = 0;
    };

    bool wants(table_statistic s) const { return wanted_[static_cast<std::size_t>(s)]; }
    void count(std::span<const std::int32_t> table);
    void sum_rows(std::span<const std::int32_t> table);
    spaced_sums sums_of(const spaced& s, std::span<const std::int32_t> table) const;
    void set(table_statistic s, double value) { values_[static_cast<std::size_t>(s)] = value; }
    void set_errors();
    void set_correlations(std::span<const std::int32_t> table);
    void set_ranks(std::span<const std::int32_t> table);
    void set_kappas(std::span<const std::int32_t> table);
    void set_gwet();
    void set_alphas(std::span<const std::int32_t> table);
    void set_iccs();
    double kendall(std::span<const std::int32_t> table);
    double near_diagonal(std::span<const std::int32_t> table,
                         std::span<const std::uint32_t> cells) const;

    std::size_t size_;
    std::vector<table_statistic> order_;
    std::vector<bool> wanted_;
    bool wants_index_, wants_ranks_, wants_gwet_, wants_alpha_, wants_icc_;
    double centre_;
    bool has_tolerance_;
    spaced value_;
    spaced index_;
    std::vector<double> gwet_factor_; // none, linear, quadratic
    std::vector<std::uint32_t> within_half_, within_one_, within_tolerance_;

    // Of the table being read.
    double n_ = 0;
    double diagonal_ = 0;
    std::vector<std::int32_t> row_, column_, cumulated_;
    std::vector<double> rank_g_, rank_p_, row_product_;
    bool constant_g_ = true, constant_p_ = true, same_ = true;
    spaced_sums sums_;
    moments moments_;
    double macro_ = 0;
    std::vector<double> values_;
};

} // namespace preceptron::agreement
