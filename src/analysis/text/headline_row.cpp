#include "analysis/text/headline_row.hpp"

#include "agreement/table_statistic.hpp"
#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>

namespace preceptron::analysis {

namespace {

// What physicians reach on the entries that several of them graded; null: not known.
const agreement::pairwise_agreement* measured(const rated_cell& cell, const report& r) {
    const auto ceiling = std::ranges::find(r.ceiling, cell.task, &task_ceiling::task);
    return ceiling != r.ceiling.end() && ceiling->physicians.quadratic_kappa ? &ceiling->physicians
                                                                             : nullptr;
}

std::string physicians_text(const rated_cell& cell, const report& r, bool short_form) {
    if (const published_figure* f = shown_published(cell, r))
        return figure(agreement::defined(f->kappa), 2, short_form) + " publ.";
    const agreement::pairwise_agreement* const physicians = measured(cell, r);
    if (!physicians || !physicians_comparable(r.used))
        return no_figure;
    const std::string kappa = figure(physicians->quadratic_kappa, 3, short_form);
    return short_form ? kappa + " on the " + counted(physicians->items, "entry", "entries") +
                            " that several graded"
                      : kappa + " (" + grouped(physicians->items) + ")";
}

estimate named(const std::vector<estimate>& all, std::string_view name) {
    const estimate* const e = find(all, name);
    return e ? *e : estimate{std::string(name), agreement::undefined("not computed"), {}, {}};
}

} // namespace

const published_figure* shown_published(const rated_cell& cell, const report& r) {
    if (measured(cell, r) || !physicians_comparable(r.used))
        return nullptr;
    return r.published.physicians_on(cell.task);
}

headline_row row_of(const rated_cell& cell, const report& r, bool short_form) {
    headline_row row;
    row.judge = printable(cell.judge);
    row.task = printable(cell.task);
    row.scored = grouped(cell.n) + "/" + grouped(cell.eligible) + " (" +
                 case_count(cell.cases, cell.cases_known) + ")" +
                 (cell.n > 0 && cell.sure_cases() < few_cases ? few_cases_mark : "");
    row.kappa = with_interval(named(cell.statistics, agreement::name_of(main_kappa(r.used))), 3,
                              short_form);
    row.within = percent(named(cell.statistics, "within_tolerance"));
    row.error = with_interval(named(cell.points, "mae"), 2);
    row.bias = signed_figure(named(cell.points, "bias").value, 2);
    row.physicians = physicians_text(cell, r, short_form);
    row.cohen = figure(cell.kappa, 3);
    row.pearson = figure(named(cell.points, "pearson").value, 3);
    row.mae = figure(named(cell.points, "mae").value, 3);
    return row;
}

} // namespace preceptron::analysis
