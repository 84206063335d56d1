#include "report/charts/chart.hpp"

#include "agreement/table_statistic.hpp"
#include "analysis/figures.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <functional>

namespace preceptron::report {

namespace {

// A channel by judge, with a scale that gives each judge its own look.
std::string channel(std::string_view name, const std::vector<std::string>& judges,
                    const std::function<std::string(std::size_t)>& look) {
    std::string range;
    for (std::size_t j = 0; j < judges.size(); ++j)
        range += std::string(j == 0 ? "" : ",") + "\"" + look(j) + "\"";
    return "\"" + std::string(name) + R"(":{"field":"judge","type":"nominal","scale":{"domain":)" +
           json_list(judges) + R"(,"range":[)" + range + "]}}";
}

// What stands in a specification for a placeholder.
std::string filling(std::string_view placeholder, const analysis::report& r) {
    if (placeholder == "COLOUR")
        return channel("color", judges_of(r), mark_colour);
    if (placeholder == "SHAPE")
        return channel("shape", judges_of(r),
                       [](std::size_t j) { return std::string(mark_name(j)); });
    return json_list(placeholder == "JUDGES" ? judges_of(r) : tasks_of(r));
}

} // namespace

std::size_t end_of_task(std::span<const panel> panels, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < panels.size() && panels[end].behind.title == panels[begin].behind.title)
        ++end;
    return end;
}

void add_new(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end())
        names.push_back(name);
}

void chart::add_key(const std::string& judge) {
    add_new(keyed, judge);
}

std::vector<std::string> judges_of(const analysis::report& r) {
    std::vector<std::string> names;
    for (const analysis::rated_cell& cell : r.cells)
        add_new(names, cell.judge);
    return names;
}

std::size_t position(const std::vector<std::string>& judges, std::string_view judge) {
    return static_cast<std::size_t>(std::ranges::find(judges, judge) - judges.begin());
}

std::vector<std::string> tasks_of(const analysis::report& r) {
    std::vector<std::string> names;
    for (const analysis::rated_cell& cell : r.cells)
        add_new(names, cell.task);
    return names;
}

std::string unit_of(const analysis::rated_cell& cell) {
    return cell.normalised ? "share of the scale" : "points";
}

std::string unit_of(const analysis::report& r, std::string_view task) {
    const auto cell = std::ranges::find(r.cells, task, &analysis::rated_cell::task);
    return cell == r.cells.end() ? "points" : unit_of(*cell);
}

const analysis::estimate& kappa_of(const analysis::rated_cell& cell, const analysis::report& r) {
    static const analysis::estimate none{"", agreement::undefined("not computed"), {}, {}};
    const auto* const e =
        analysis::find(cell.statistics, agreement::name_of(analysis::main_kappa(r.used)));
    return e ? *e : none;
}

std::string why_no_figure(const analysis::rated_cell& cell, const analysis::estimate& kappa) {
    if (cell.n > 0)
        return std::string(kappa.value.undefined_reason);
    if (cell.eligible == 0 && !cell.by_case)
        return "no entry has a grade";
    if (cell.asked() == 0)
        return cell.by_case ? "no case was asked all of its questions" : "not asked";
    return cell.by_case ? "no case has a score for each of its questions" : "no score";
}

std::string few_cases_mark(const analysis::rated_cell& cell, const analysis::estimate& kappa) {
    return kappa.value && cell.sure_cases() < analysis::few_cases ? analysis::few_cases_mark : "";
}

bool has_interval_of_few_cases(const analysis::report& r) {
    return std::ranges::any_of(r.cells, [&r](const analysis::rated_cell& cell) {
        const analysis::estimate& kappa = kappa_of(cell, r);
        return kappa.interval && !few_cases_mark(cell, kappa).empty();
    });
}

std::string observations_of(const analysis::report& r) {
    if (!cases_known(r))
        return "entry";
    return std::ranges::all_of(r.cells, &analysis::rated_cell::cases_known)
               ? "case"
               : "case, or by entry where cases are not known";
}

std::string as_on_page(std::string_view specification, const analysis::report& r) {
    std::string out;
    for (std::size_t at = 0; (at = specification.find('@')) != specification.npos;) {
        const std::size_t end = specification.find('@', at + 1);
        out += specification.substr(0, at);
        out += filling(specification.substr(at + 1, end - at - 1), r);
        specification.remove_prefix(end + 1);
    }
    return out.append(specification);
}

std::string judge_key(const std::vector<std::string>& judges,
                      const std::vector<std::string>& some) {
    const judge_names names(judges);
    std::string out = "<p class=key>";
    for (std::size_t j = 0; j < judges.size(); ++j)
        if (std::ranges::find(some, judges[j]) != some.end())
            out +=
                "<span><svg viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" aria-hidden=\"true\">"
                "<path class=\"" +
                judge_fill(j) + "\" d=\"" + mark_path(j, 7, 7, 4.5) + "\"/></svg> " +
                in_our_words(names(judges[j])) + "</span> ";
    return out + "</p>\n";
}

} // namespace preceptron::report
