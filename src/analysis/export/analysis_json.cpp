#include "analysis/export/analysis_json.hpp"

#include "agreement/table_statistic.hpp"
#include "analysis/export/json_sources.hpp"
#include "analysis/export/json_values.hpp"
#include "analysis/export/printed_statistics.hpp"
#include "analysis/figures.hpp"

#include <algorithm>
#include <iterator>

namespace preceptron::analysis {

using namespace agreement;

namespace {

void write_counts(json_writer& out, std::string_view name,
                  const std::map<std::string, std::size_t>& counts) {
    out.key(name).begin_object();
    for (const auto& [key, n] : counts)
        out.member(key, static_cast<std::uint64_t>(n));
    out.end_object();
}

void write_settings(json_writer& out, const settings& s) {
    out.begin_object().member("primary", s.primary).member("margin", s.margin);
    out.member("seed", s.seed);
    count(out, "replicates", s.replicates);
    out.member("ci", to_string(s.intervals));
    out.member("weights_spacing", s.spacing == spacing::value ? "value" : "index");
    out.member("repeats", to_string(s.repeats));
    out.key("scale").begin_array();
    for (const double v : s.scale)
        out.value(v);
    out.end_array();
    out.key("families").begin_object();
    for (const auto& [family, models] : s.families) {
        out.key(family).begin_array();
        for (const std::string& m : models)
            out.value(m);
        out.end_array();
    }
    out.end_object();
    out.key("resamples");
    if (s.resamples.empty()) {
        out.null();
    } else {
        out.begin_object();
        for (const char* const key : {"cases", "draws"}) {
            out.key(key).begin_array();
            for (const auto& draws : s.resamples)
                out.value(static_cast<std::uint64_t>(key[0] == 'd'   ? draws.size()
                                                     : draws.empty() ? 0
                                                                     : draws[0].size()));
            out.end_array();
        }
        out.end_object();
    }
    out.key("split");
    s.split.empty() ? out.null() : out.value(s.split);
    out.key("split_list");
    s.split_list.empty() ? out.null() : out.value(s.split_list);
    out.end_object();
}

void write_flow(json_writer& out, const flow& f) {
    out.key("flow").begin_object();
    count(out, "entries", f.entries);
    count(out, "no_grade", f.ungraded);
    count(out, "no_max_score", f.without_maximum);
    write_counts(out, "unknown_benchmark", f.unknown_tasks);
    write_counts(out, "not_selected", f.not_selected);
    count(out, "development", f.development);
    count(out, "eligible", f.eligible);
    count(out, "judgements", f.judgements);
    count(out, "asked", f.asked());
    write_counts(out, "missing", f.missing);
    count(out, "only_later_repeats", f.only_later_repeats);
    count(out, "analysed", f.analysed);
    count(out, "still_to_come", f.still_to_come);
    count(out, "repeats_to_come", f.repeats_to_come);
    out.member("complete", !f.unfinished()).end_object();
}

void write_statistics(json_writer& out, const rated_cell& cell, bool all, const settings& s) {
    const std::vector<printed_statistic> printed = printed_statistics(cell);
    for (const printed_statistic& p : printed)
        if (all || is_headline(p.of->name, s))
            write_estimate(out, p.name, *p.of);
    for (const named_estimate& e : cell.details)
        if (all && !e.name.starts_with("confusion.") &&
            std::ranges::find(printed, e.name, &printed_statistic::name) == printed.end())
            write_estimate(out, e);
}

void write_confusion(json_writer& out, const rated_cell& cell) {
    out.key("confusion");
    const named_estimate* found = nullptr;
    for (const named_estimate& e : cell.details)
        if (e.name == "confusion.full" || (e.name == "confusion.union" && !found))
            found = &e;
    const auto* const table = found ? std::get_if<count_table>(&found->value) : nullptr;
    if (!table) {
        out.null();
        return;
    }
    out.begin_object().key("categories").begin_array();
    for (const double v : found->name == "confusion.full" ? cell.categories_full : cell.categories)
        out.value(v);
    out.end_array().key("counts").begin_array();
    for (const auto& row : *table) {
        out.begin_array();
        for (const std::int64_t n : row)
            out.value(n);
        out.end_array();
    }
    out.end_array().end_object();
}

void write_named(json_writer& out, std::string_view name, const std::vector<estimate>& all) {
    out.key(name).begin_object();
    for (const estimate& e : all)
        write_estimate(out, e.name, e);
    out.end_object();
}

void write_cell(json_writer& out, const rated_cell& cell, bool all, const settings& s) {
    out.begin_object().member("judge", cell.judge).member("task", cell.task);
    count(out, "n", cell.n);
    write_cases(out, cell.cases, cell.cases_known);
    count(out, "without_case_id", cell.unnamed_cases);
    count(out, "eligible", cell.eligible);
    count(out, "asked", cell.asked());
    out.key("coverage");
    cell.eligible == 0 ? out.null() : out.value(cell.coverage());
    write_counts(out, "missing", cell.missing);
    out.member("normalised", cell.normalised);
    out.key("tolerance");
    cell.tolerance.empty() ? out.null() : out.value(cell.tolerance);
    out.key("statistics").begin_object();
    write_statistics(out, cell, all, s);
    out.end_object();
    write_named(out, "points", cell.points);
    out.key("vignette").begin_object();
    write_estimate(out, "kappa", {"kappa", cell.kappa, {}, {}});
    out.end_object();
    write_named(out, "worst_case", cell.worst_case);
    write_named(out, "published_way", cell.published_way);
    write_confusion(out, cell);
    out.end_object();
}

// Of mean errors that judges are compared by; kappa has none.
void write_unit(json_writer& out, const report& r, bool of_scale) {
    out.key("unit");
    compares_errors(r.used) ? out.value(error_unit(of_scale)) : out.null();
}

// Tasks that leave a mean without a value, or without an interval.
void write_lacking(json_writer& out, std::string_view name,
                   const std::vector<lacking_part>& parts) {
    out.key(name).begin_array();
    for (const lacking_part& p : parts) {
        out.begin_object().member("task", p.task);
        count(out, "n", p.n);
        out.member("reason", p.reason).end_object();
    }
    out.end_array();
}

void write_macro(json_writer& out, const report& r, bool all) {
    out.key("macro").begin_array();
    for (const judge_macro& m : r.macro) {
        out.begin_object().member("judge", m.judge);
        count(out, "tasks", m.tasks);
        write_cases(out, m.cases, m.cases_known);
        out.member("few_cases", m.few_cases);
        write_unit(out, r, m.errors_of_scale);
        write_lacking(out, "undefined_on", m.undefined_on);
        write_lacking(out, "no_interval_on", m.no_interval_on);
        std::vector<estimate> shown;
        std::ranges::copy_if(m.statistics, std::back_inserter(shown),
                             [&](const estimate& e) { return all || is_headline(e.name, r.used); });
        write_named(out, "statistics", shown);
        out.end_object();
    }
    out.end_array().key("macro_differences").begin_array();
    for (const macro_difference& d : r.macro_differences) {
        out.begin_object().member("a", d.a).member("b", d.b);
        count(out, "tasks", d.tasks);
        write_unit(out, r, d.of_scale);
        write_lacking(out, "undefined_on", d.undefined_on);
        write_lacking(out, "no_interval_on", d.no_interval_on);
        write_estimate(out, "difference", d.difference);
        out.end_object();
    }
    out.end_array();
}

void write_pairs(json_writer& out, const report& r) {
    out.key("pairs").begin_array();
    for (const judge_pair& p : r.pairs) {
        out.begin_object().member("task", p.task).member("a", p.a).member("b", p.b);
        count(out, "n", p.n);
        write_cases(out, p.cases, p.cases_known);
        out.member("statistic", p.difference.name);
        write_unit(out, r, p.of_scale);
        write_estimate(out, "difference", p.difference);
        out.member("p", p.p).member("p_holm", p.adjusted_p); // not finite: null
        out.member("exact", p.exact).member("smallest_p", p.smallest_p);
        out.member("smallest_p_holm", p.smallest_adjusted_p);
        out.member("can_be_significant", p.can_be_significant()).end_object();
    }
    out.end_array();
}

} // namespace

std::string settings_json(const settings& s) {
    std::string text;
    json_writer out(text);
    write_settings(out, s);
    return text;
}

std::string analysis_json(const report& r, bool all_statistics) {
    std::string text;
    json_writer out(text);
    out.begin_object().member("schema", "preceptron.analysis/1");
    out.key("settings");
    write_settings(out, r.used);
    out.key("notes").begin_array();
    for (const std::string& note : r.notes)
        out.value(note);
    out.end_array();
    write_flow(out, r.counts);
    out.key("cells").begin_array();
    for (const rated_cell& cell : r.cells)
        write_cell(out, cell, all_statistics, r.used);
    out.end_array();
    write_macro(out, r, all_statistics);
    write_pairs(out, r);
    write_sources(out, r);
    out.end_object();
    return text + '\n';
}

} // namespace preceptron::analysis
