// What every chart of the page gives: drawings, the numbers behind them, and the same as a
// Vega-Lite specification for those who want to draw it their own way.
#pragma once

#include "analysis/analysis.hpp"
#include "analysis/text/sections.hpp"
#include "report/charts/svg.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

// One drawing. Small ones of a kind stand beside each other as far as the screen is wide.
struct panel {
    std::string caption; // short, and safe to print
    drawing drawn;
    analysis::section behind; // its numbers
};

struct chart {
    std::string name;                    // of its files: charts/NAME.svg and NAME.vl.json
    std::string title;                   // where it stands alone
    std::vector<panel> panels = {};      // none: there is nothing to draw
    std::string spec = {};               // empty when there is nothing to draw
    std::vector<std::string> keyed = {}; // judges that are told apart by mark and colour only
    // How wide each panel is, where they stand level in rows: 204 or 340, which page.css knows.
    // 0: each has its own width.
    int column = 0;
    bool table_a_task = false; // panels of a task share a table, each with rows of its own
    void add_key(const std::string& judge); // once for each is enough
    std::string signs = {};    // what marks at its figures say, wherever the drawings go
    std::string note = {};     // to read with these drawings, besides what all of the kind need
    std::string note_on_page = {}; // the same, of what stands beside them on the page only
    // Panels that there are not, as their numbers do not fit an axis; safe to print.
    std::vector<std::string> too_large = {};
};

// Where the panels of the task end whose first one is `begin`.
std::size_t end_of_task(std::span<const panel> panels, std::size_t begin);

// Adds a name that is not yet among them.
void add_new(std::vector<std::string>& names, const std::string& name);

// The judges in the order of the report, which is that of their marks and colours.
std::vector<std::string> judges_of(const analysis::report& r);
std::size_t position(const std::vector<std::string>& judges, std::string_view judge);

// Tasks in the order of the report; sums over a case are a task of their own.
std::vector<std::string> tasks_of(const analysis::report& r);

// What a task's grades, scores and differences are in: "points", or "share of the scale".
std::string unit_of(const analysis::rated_cell& cell);
std::string unit_of(const analysis::report& r, std::string_view task);

// The cell's quadratic kappa, by the spacing chosen; undefined where there is none.
const analysis::estimate& kappa_of(const analysis::rated_cell& cell, const analysis::report& r);

// Why there is none: "not asked", "no entry has a grade", or what the figure says.
std::string why_no_figure(const analysis::rated_cell& cell, const analysis::estimate& kappa);

// Behind a figure that stands on few cases; empty where there is none.
std::string few_cases_mark(const analysis::rated_cell& cell, const analysis::estimate& kappa);

// Whether a figure with that mark has an interval.
bool has_interval_of_few_cases(const analysis::report& r);

// What intervals leave out or draw again: "case", "entry" where no case is known, or both.
std::string observations_of(const analysis::report& r);

// A specification as the page has it: with the judges' colours and marks for "@COLOUR@" and
// "@SHAPE@", and names in the report's order for "@JUDGES@" and "@TASKS@": by itself Vega-Lite
// sorts by letters.
std::string as_on_page(std::string_view specification, const analysis::report& r);

// The key to marks and colours of some of the judges, as inline SVG and names.
std::string judge_key(const std::vector<std::string>& judges, const std::vector<std::string>& some);

} // namespace preceptron::report
