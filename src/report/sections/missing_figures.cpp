#include "report/sections/missing_figures.hpp"

#include "analysis/figures.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "report/charts/chart.hpp"
#include "report/judge_names.hpp"

#include <map>

namespace preceptron::report {

std::vector<std::string> missing_figures(const analysis::report& r) {
    std::vector<std::string> out;
    const judge_names names(r);
    std::map<std::string, std::vector<std::string>> by_reason;
    for (const std::string& task : tasks_of(r)) {
        std::map<std::string, std::vector<std::string>> judges;
        std::size_t all = 0;
        for (const analysis::rated_cell& cell : r.cells)
            if (cell.task == task) {
                ++all;
                if (const analysis::estimate& kappa = kappa_of(cell, r); !kappa.value)
                    judges[why_no_figure(cell, kappa)].push_back(names(cell.judge));
            }
        for (const auto& [reason, who] : judges)
            by_reason[reason].push_back(printable(task, 60) +
                                        (who.size() == all ? "" : " (" + joined(who, ", ") + ")"));
    }
    for (const auto& [reason, where] : by_reason)
        out.push_back(std::string(analysis::no_figure) + " " + reason + ": " + joined(where, ", ") +
                      ".");
    return out;
}

} // namespace preceptron::report
