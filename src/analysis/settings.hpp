// What an analysis is asked to do. Everything that could be chosen to please is here, is printed
// with the results, and is frozen at a folder's first call.
#pragma once

#include "agreement/category_weights.hpp"
#include "agreement/table_statistic.hpp"
#include "core/result.hpp"
#include "results/ratings.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

enum class interval_choice { automatic, jackknife_t, bca, percentile };

using resample_set = std::vector<std::vector<std::uint32_t>>; // a list of cases each

struct settings {
    std::string primary = "qwk"; // the statistic that judges are compared by: qwk or mae
    double margin = 0.05;        // of QWK: so far below a physician is still good enough
    std::uint64_t seed = 1;
    std::size_t replicates = 10'000;
    std::map<std::string, std::vector<std::string>> families; // name → judges and responding models
    std::string split; // file of development cases; empty = none
    // What the file held: "12 cases, SHA-256 …"; empty until it is read. A path alone would let its
    // content change unseen.
    std::string split_list;

    interval_choice intervals = interval_choice::automatic;
    agreement::spacing spacing = agreement::spacing::value;
    results::repeat_rule repeats = results::repeat_rule::first;
    std::vector<double> scale; // instead of each task's own
    std::vector<resample_set> resamples; // fixed ones; one set for each number of cases
    unsigned threads = 1;
    bool published_way = true; // figures computed as the published ones were, beside those
};

// Whether judges are compared by mean errors, of which the smaller is the better.
bool compares_errors(const settings& s) noexcept;

// Quadratic kappa by the spacing chosen.
agreement::table_statistic main_kappa(const settings& s) noexcept;

// What physicians reach among themselves, and the verdict, are by points whatever the spacing:
// beside a main kappa by category they are another quantity.
bool physicians_comparable(const settings& s) noexcept;

std::string_view to_string(interval_choice c) noexcept;
std::string_view to_string(results::repeat_rule r) noexcept;

// errc::usage: nothing of that name, or a primary that judges cannot be compared by.
result<void> check(const settings& s);

} // namespace preceptron::analysis
