// What every chart of the page gives: drawings, the numbers behind them, and the same as a
// Vega-Lite specification for those who want to draw it their own way.
#pragma once

#include "analysis/analysis.hpp"
#include "analysis/sections.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

// One drawing. Small ones of a kind stand beside each other as far as the screen is wide.
struct panel {
    std::string caption; // short, and safe to print
    std::string svg;
    analysis::section behind; // its numbers
};

struct chart {
    std::string name;          // of its file: charts/NAME.vl.json
    std::vector<panel> panels; // none: there is nothing to draw
    std::string spec;          // empty when there is nothing to draw
    bool keyed = false;        // judges are told apart by mark and colour, so a key is needed
    bool table_a_task = false; // panels of a task share a table, each with rows of its own
    std::string note = {};     // to read with these drawings, besides what all of the kind need
};

// The judges in the order of the report, which is that of their marks and colours.
std::vector<std::string> judges_of(const analysis::report& r);
std::size_t position(const std::vector<std::string>& judges, std::string_view judge);

// Tasks in the order of the report; sums over a case are a task of their own.
std::vector<std::string> tasks_of(const analysis::report& r);

// What a task's grades, scores and differences are in: "points", or "share of the scale".
std::string unit_of(const analysis::rated_cell& cell);
std::string unit_of(const analysis::report& r, std::string_view task);

// Whether the cell's rows are sums over cases, which only tables and the forest plot show.
bool is_by_case(std::string_view task);

// A specification with the judges' colours and marks, those of the page, for "@COLOUR@" and
// "@SHAPE@".
std::string with_judges(std::string_view specification, const std::vector<std::string>& judges);

// The key to marks and colours, as inline SVG and names.
std::string judge_key(const std::vector<std::string>& judges);

} // namespace preceptron::report
