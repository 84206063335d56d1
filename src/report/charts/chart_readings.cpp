#include "report/charts/chart_readings.hpp"

#include "analysis/figures.hpp"
#include "core/grouped.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace preceptron::report {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> of_any_report{
    {{"forest", "Quadratic weighted kappa with its 95 % interval. A line in a shaded "
                "band is what physicians reach among themselves, and its 95 % interval, "
                "on the entries that several of them graded; a dashed line is what was "
                "published for physicians on other entries."},
     {"confusion", "Rows are the physician's grade, columns the judge's score, numbers are "
                   "entries; outlined cells agree where a step is one score. Right of the "
                   "outline the judge is lenient. "
                   "The stronger a colour, the larger the cell's share of its row, of the "
                   "entries with that grade: where a grade is rare, one entry is much. "
                   "Long scales are in steps: “from 4” holds what lies below the next one."},
     {"bland_altman", "Each dot is one or more entries: the larger, the more. Above 0, the "
                      "dotted line, the judge is lenient. Solid: mean difference. Dashed: "
                      "limits within which 95 % of differences are expected, shaded: the 95 % "
                      "intervals of these limits."},
     {"calibration", "The mean grade that physicians gave to the entries with each score. Below "
                     "the diagonal the judge gives more than physicians do."},
     {"cost", "Upper left is best: close to physicians for little money. A mark is the "
              "mean QWK over tasks, the line through it its 95 % interval."},
     {"flow", "What was left out on the way, and why."}}};

std::string bias_reading(const analysis::report& r) {
    return "Mean of score less grade, in per cent of the scale; the lines are its 95 % "
           "intervals, by " +
           observations_of(r) + ". Groups of fewer than " + analysis::least_group(cases_known(r)) +
           " are not drawn. " + std::string(analysis::grades_are_uncertain) +
           " By the mean of grade and score that mostly cancels out.";
}

std::string systems_reading() {
    return "Each mark is one system or group of persons with at least " +
           grouped(analysis::least_system_entries) +
           " scored answers. A judge that keeps the order of the marks ranks as physicians do, "
           "even where it is off the diagonal.";
}

} // namespace

std::string reading_of(const chart& c, const analysis::report& r) {
    if (c.name == "bias")
        return bias_reading(r);
    if (c.name == "systems")
        return systems_reading();
    const auto* const found =
        std::ranges::find(of_any_report, c.name, [](const auto& of) { return of.first; });
    return found == of_any_report.end() ? std::string() : std::string(found->second);
}

} // namespace preceptron::report
