// The parts of report_page.hpp, each a piece of HTML.
#pragma once

#include "report/charts/chart.hpp"
#include "report/charts/cost_chart.hpp"
#include "report/report_page.hpp"

#include <string>
#include <vector>

namespace preceptron::report {

// Which judge may be trusted for which task, how sure, or why nothing can be said.
std::string answer_section(const page_input& in);

// The headline table and what it says in words.
std::string headline_section(const page_input& in);

// Panels under their tasks, a table behind each.
std::string chart_html(const chart& c, const std::vector<std::string>& judges);

// A chart each, with how it is read; empty where there is nothing to draw, but of cost, which says
// why.
std::string forest_section(const chart& c, const analysis::report& r);
std::string confusion_section(const chart& c, const analysis::report& r);
std::string differences_section(const chart& c, const analysis::report& r);
std::string calibration_section(const chart& c, const analysis::report& r);
std::string bias_section(const chart& c, const analysis::report& r);
std::string systems_section(const chart& c, const analysis::report& r);
std::string cost_section(const chart& c, const analysis::report& r);
std::string flow_section(const chart& c, const analysis::report& r);

// What is said of errors besides the charts of bias: to its own family, and by length.
std::string bias_tables(const analysis::report& r);

std::string failures_section(const page_input& in);
std::string disagreements_section(const page_input& in);

// Dates, served models, speed, trouble and money.
std::string run_section(const page_input& in);

// A paragraph to paste, and every setting behind it.
std::string methods_section(const page_input& in);
std::string prompts_section(const page_input& in);
std::string references_section();

// What each judge's thousand scored answers cost.
std::vector<judge_cost> costs_of(const results::run_facts& facts);

} // namespace preceptron::report
