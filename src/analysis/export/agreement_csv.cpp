#include "analysis/export/agreement_csv.hpp"

#include "analysis/export/printed_statistics.hpp"
#include "results/csv.hpp"

#include <algorithm>

namespace preceptron::analysis {

namespace {

struct row_writer {
    results::csv_writer& csv;
    const std::string& judge;
    const std::string& task;
    std::optional<std::int64_t> n, cases;

    void add(const std::string& name, const estimate& e) const {
        csv.text(judge).text(task).text(name).number(e.value.value);
        csv.number(e.interval ? std::optional(e.interval->lo) : std::nullopt);
        csv.number(e.interval ? std::optional(e.interval->hi) : std::nullopt);
        csv.text(e.method).integer(n).integer(cases).text(e.value.undefined_reason).end_row();
    }
};

void add_cell(results::csv_writer& csv, const rated_cell& cell, bool all, const settings& s) {
    const row_writer rows{csv, cell.judge, cell.task, static_cast<std::int64_t>(cell.n),
                          cell.cases_known ? std::optional<std::int64_t>(cell.cases)
                                           : std::nullopt};
    const std::vector<printed_statistic> printed = printed_statistics(cell);
    for (const printed_statistic& p : printed)
        if (all || is_headline(p.of->name, s))
            rows.add(p.name, *p.of);
    if (!all)
        return;
    for (const agreement::named_estimate& d : cell.details)
        if (const auto* value = std::get_if<agreement::statistic>(&d.value);
            value && std::ranges::find(printed, d.name, &printed_statistic::name) == printed.end())
            rows.add(d.name, {d.name, *value, {}, {}});
    for (const estimate& e : cell.points)
        rows.add("points." + e.name, e);
    rows.add("vignette.kappa", {"kappa", cell.kappa, {}, {}});
    row_writer with_missing = rows;
    with_missing.n = static_cast<std::int64_t>(cell.asked());
    if (rows.cases)
        with_missing.cases = cell.worst_case_cases;
    for (const estimate& e : cell.worst_case)
        with_missing.add("worst_case." + e.name, e);
    for (const estimate& e : cell.published_way)
        rows.add("published_way." + e.name, e);
}

} // namespace

std::string agreement_csv(const report& r, bool all_statistics) {
    std::string text;
    results::csv_writer csv(text);
    for (const char* const name : {"judge", "task", "statistic", "estimate", "lo", "hi", "method",
                                   "n", "cases", "undefined_reason"})
        csv.text(name);
    csv.end_row();
    for (const rated_cell& cell : r.cells)
        add_cell(csv, cell, all_statistics, r.used);
    static const std::string macro = "macro";
    for (const judge_macro& m : r.macro)
        for (const estimate& e : m.statistics)
            if (all_statistics || is_headline(e.name, r.used))
                row_writer{csv, m.judge, macro, static_cast<std::int64_t>(scored(m)),
                           m.cases_known ? std::optional<std::int64_t>(m.cases) : std::nullopt}
                    .add(e.name, e);
    return text;
}

} // namespace preceptron::analysis
