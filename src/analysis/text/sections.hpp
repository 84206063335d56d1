// The tables of text, of markdown and of the page: a title, heads, rows, and remarks beneath.
#pragma once

#include "analysis/analysis.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

struct section {
    std::string title;
    std::vector<std::string> heads; // empty: no table
    std::size_t first_number = 1;   // columns before it are names, those from it on numbers
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> remarks;
    bool says_what_is_missing = false; // worth reading without a row, too
    bool last_is_prose = false; // its last column is no number; `nothing_said` may stand there
};

inline constexpr std::string_view nothing_said = "none";

// In the order of reading; what there is nothing to say of is left out. Cells are safe to print.
std::vector<section> detail_sections(const report& r);

// Of a ranking of two systems.
inline constexpr std::string_view one_pair_of_systems =
    "With two systems Kendall can only be 1 or -1: they are one pair.";

// How Kendall's intervals of these came about, and what it can be of two systems.
std::vector<std::string> ranking_remarks(const std::vector<const system_agreement*>& judges);

// The headline: a row a cell of the report, in its order; and what points as they are come to.
section agreement_section(const report& r);
section points_section(const report& r);

section flow_section(const report& r);
section pairs_section(const report& r);
section physicians_section(const report& r); // among themselves
section ceiling_section(const report& r);    // the judges beside them
section systems_section(const report& r);
section bias_section(const report& r);
section missing_section(const report& r);
section published_section(const report& r);
section consistency_section(const report& r);

} // namespace preceptron::analysis
