// The report: one page that answers first, and then shows why. No script, nothing fetched: it can
// be mailed, archived and printed. The same input gives the same bytes.
#pragma once

#include "analysis/analysis.hpp"
#include "report/sections/made_with.hpp"
#include "results/disagreements.hpp"
#include "results/failed_trials.hpp"
#include "results/run_facts.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace preceptron::report {

// A prompt's template as it was used.
struct used_prompt {
    std::string task, variant, hash, text;
};

// Scores and grades that were read from a file, whoever made them.
struct rated_file {
    std::string path;
    std::string sha256; // hex; empty: of a pipe, which can be read once
};

struct page_input {
    analysis::report agreement;
    std::vector<rated_file> files; // no run stands behind the page: of what follows it knows the
                                   // program's version only
    made_with origin;
    results::run_facts facts;
    std::vector<results::failed_class> failures;
    std::vector<results::disagreement> disagreements;
    std::vector<used_prompt> prompts;
    std::uint64_t doubtful_calls = 0; // possibly billed twice
    double doubtful_usd = 0;          // of those whose price is known
    bool running = false;             // a run is at work in the folder
};

struct chart_file {
    std::string name; // "forest.svg", "forest.vl.json"
    std::string text;
};

struct built_page {
    std::string html;
    std::vector<chart_file> charts;
};

built_page build_page(const page_input& in);

} // namespace preceptron::report
