// The whole analysis of a folder or of files, as a value that renderers print.
#pragma once

#include "agreement/systems.hpp"
#include "analysis/flow.hpp"
#include "analysis/human_ceiling.hpp"
#include "analysis/judge_bias.hpp"
#include "analysis/judge_pairs.hpp"
#include "analysis/macro.hpp"
#include "analysis/published_figures.hpp"
#include "analysis/rated_cell.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace preceptron::analysis {

struct system_agreement {
    std::string judge, task;
    std::vector<agreement::system_mean> systems; // of at least least_system_entries rows
    agreement::system_ranking ranking;
    estimate kendall, pairwise_accuracy; // of the ranking, with intervals

    bool is_one_pair() const noexcept { return systems.size() == 2; }
};
inline constexpr std::size_t least_system_entries = 10;

// What became of the groups that by_case sums were made of.
struct case_sum_counts {
    std::string task;
    std::size_t groups = 0, incomplete = 0, repeated = 0;
    std::size_t without_case = 0; // entries that are in no group
    bool knows_questions = true;  // false: `repeated` have more entries than most of their case
};

struct report {
    settings used;
    flow counts;
    std::vector<rated_cell> cells; // tasks in order, each with all judges, then its by_case cells
    std::map<std::string, std::uint32_t> case_counts; // of a task, those without a pair included
    std::vector<case_sum_counts> case_sums;
    std::vector<judge_macro> macro;
    std::vector<macro_difference> macro_differences;
    std::vector<judge_pair> pairs;
    std::vector<system_agreement> systems;
    std::vector<judge_bias> bias;
    author_names authors; // of bias by "author"
    std::vector<judge_consistency> consistency;
    std::vector<task_ceiling> ceiling; // empty: one physician score per entry
    bool raters_of_others = false;     // physicians' ratings were given, of no entry analysed
    published_figures published;
    std::vector<std::string> notes; // to be read with the figures
};

// Whether there are physicians' own ratings, and no judge beside them.
bool is_of_physicians(const report& r);

// Whether any entry names its case: where none does, each is taken for one.
bool cases_known(const report& r);

// `ratings` after leave_out_cases, before use_repeats. `raters` empty: there are none.
report analyse(results::ratings ratings, const task_scales& known,
               const std::vector<agreement::long_rating>& raters, published_figures published,
               const settings& s);

} // namespace preceptron::analysis
