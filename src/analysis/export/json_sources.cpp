#include "analysis/export/json_sources.hpp"

#include "analysis/export/json_values.hpp"
#include "analysis/figures.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

namespace preceptron::analysis {

using namespace agreement;

namespace {

void write_systems(json_writer& out, const report& r) {
    out.key("systems").begin_array();
    for (const system_agreement& s : r.systems) {
        out.begin_object().member("judge", s.judge).member("task", s.task);
        out.key("models").begin_array();
        for (const system_mean& m : s.systems) {
            out.begin_object().member("model", m.system);
            count(out, "n", m.n);
            out.member("grade", m.grade).member("score", m.score).end_object();
        }
        out.end_array();
        write_estimate(out, "kendall_tau_b", s.kendall);
        write_estimate(out, "spearman", {"", s.ranking.spearman, {}, {}});
        write_estimate(out, "pairwise_accuracy", s.pairwise_accuracy);
        out.key("note");
        s.is_one_pair() ? out.value(one_pair_of_systems) : out.null();
        for (const auto& [key, pairs] :
             {std::pair{"swapped", &s.ranking.swapped}, {"tied", &s.ranking.tied}}) {
            out.key(key).begin_array();
            for (const auto& [a, b] : *pairs)
                out.begin_array().value(s.systems[a].system).value(s.systems[b].system).end_array();
            out.end_array();
        }
        out.end_object();
    }
    out.end_array();
}

void write_comparison(json_writer& out, std::string_view name, const beside_humans& b) {
    out.key(name).begin_object();
    count(out, "raters", b.raters);
    out.key("physician");
    write_value(out, b.human);
    out.key("judge");
    write_value(out, b.judge);
    write_estimate(out, "difference",
                   {"", b.difference, b.interval, b.interval ? "jackknife-t" : ""});
    out.end_object();
}

void write_annotator_test(json_writer& out, std::string_view name, const annotator_test& t,
                          const task_ceiling& c) {
    out.key(name).begin_object().key("rho");
    write_value(out, t.advantage);
    out.key("thresholds").begin_array();
    for (std::size_t i = 0; i < t.winning_rate.size(); ++i)
        out.begin_object()
            .member("epsilon", t.thresholds[i])
            .member("omega", t.winning_rate[i])
            .member("passes", t.winning_rate[i] >= 0.5)
            .end_object();
    out.end_array().key("raters").begin_array();
    for (const annotator_result& a : t.raters) {
        out.begin_object().member("rater", c.raters[a.rater]);
        count(out, "n", a.n);
        out.member("judge_wins", a.judge_wins).member("physician_wins", a.human_wins);
        for (const auto& [key, values] : {std::pair{"p", &a.p}, {"p_of_cases", &a.p_cases}}) {
            out.key(key).begin_array();
            for (const double p : *values)
                out.value(p); // not finite: null
            out.end_array();
        }
        out.end_object();
    }
    out.end_array().end_object();
}

void write_ceiling(json_writer& out, const report& r) {
    out.key("ceiling").begin_array();
    for (const task_ceiling& c : r.ceiling) {
        out.begin_object().member("task", c.task);
        count(out, "raters", c.raters.size());
        count(out, "raters_compared", c.compared);
        count(out, "entries", c.entries);
        count(out, "entries_shared", c.shared_entries);
        count(out, "repeated", c.repeated);
        count(out, "off_scale", c.off_scale.size());
        count(out, "pairs", c.physicians.pairs);
        count(out, "entries_of_pairs", c.physicians.items);
        write_cases(out, c.physicians.cases, c.cases_known);
        out.member("few_cases", c.few_cases);
        out.member("normalised", c.normalised);
        write_estimate(out, "kappa.quadratic.value",
                       {"", c.physicians.quadratic_kappa, c.physicians.quadratic_kappa_interval,
                        c.physicians.quadratic_kappa_interval ? "jackknife-t" : ""});
        write_estimate(out, "mae",
                       {"", c.physicians.mean_absolute_error,
                        c.physicians.mean_absolute_error_interval,
                        c.physicians.mean_absolute_error_interval ? "jackknife-t" : ""});
        write_estimate(out, "exact_agreement",
                       {"", c.physicians.exact_agreement, c.physicians.exact_agreement_interval,
                        c.physicians.exact_agreement_interval ? "jackknife-t" : ""});
        write_estimate(out, "alpha.interval", c.alpha);
        count(out, "entries_of_all_raters", c.complete_entries);
        write_estimate(out, "icc.ICC2", {"", c.complete_agreement, {}, {}});
        write_estimate(out, "icc_reml.agreement_2_1", {"", c.components.agreement, {}, {}});
        write_estimate(out, "icc_reml.consistency_3_1", {"", c.components.consistency, {}, {}});
        out.key("note");
        c.note.empty() ? out.null() : out.value(c.note);
        out.key("judges").begin_array();
        for (const judge_beside_physicians& j : c.judges) {
            out.begin_object().member("judge", j.judge);
            out.member("standing", to_string(j.standing)).member("margin", r.used.margin);
            count(out, "entries", j.kappa.items);
            write_cases(out, j.cases, j.cases_known);
            out.member("few_cases", j.few_cases);
            out.member("verdict", verdict(j, r.used));
            write_comparison(out, "leave_one_out.kappa.quadratic.value", j.kappa);
            write_comparison(out, "leave_one_out.mae", j.error);
            write_annotator_test(out, "alternative_annotator.accuracy", j.by_accuracy, c);
            write_annotator_test(out, "alternative_annotator.neg_rmse", j.by_distance, c);
            out.end_object();
        }
        out.end_array().end_object();
    }
    out.end_array();
    if (r.ceiling.empty())
        out.member("verdict", no_verdict(r));
}

void write_slope(json_writer& out, std::string_view name, const slope_estimate& s) {
    write_estimate(out, name, {"", s.value, s.interval, s.interval ? "jackknife-t" : ""});
}

void write_bias(json_writer& out, const report& r) {
    out.key("bias").begin_array();
    for (const judge_bias& b : r.bias) {
        out.begin_object().member("judge", b.judge);
        count(out, "no_max_score", b.without_maximum);
        out.key("groups").begin_array();
        for (const auto& [by, groups] : b.groups)
            for (const group_error& g : groups) {
                out.begin_object().member("by", by).member("group", g.group);
                count(out, "n", g.n);
                write_cases(out, g.cases, g.cases_known);
                if (enough_for_figures(g.n, g.cases)) {
                    write_slope(out, "bias", {g.bias, g.bias_interval});
                    write_estimate(out, "mae", {"", g.mean_absolute_error, {}, {}});
                }
                out.end_object();
            }
        out.end_array();
        out.member("note", grades_are_uncertain);
        write_slope(out, "length_slope", b.length);
        write_slope(out, "length_slope_at_equal_grade", b.length_at_equal_grade);
        write_estimate(out, "length_spearman", {"", b.length_spearman, {}, {}});
        out.key("self_preference");
        if (b.preference) {
            out.begin_object().member("family", b.family);
            count(out, "own", b.preference->own);
            count(out, "others", b.preference->others);
            write_slope(out, "difference", b.preference->difference);
            write_slope(out, "adjusted", b.preference->adjusted);
            out.end_object();
        } else {
            out.null();
        }
        out.end_object();
    }
    out.end_array().key("authors").begin_object();
    for (const auto& [group, names] : r.authors) {
        out.key(to_string(group)).begin_array();
        for (const std::string& name : names)
            out.value(name);
        out.end_array();
    }
    out.end_object().key("repeats").begin_array();
    for (const judge_consistency& c : r.consistency) {
        out.begin_object().member("judge", c.judge).member("task", c.task);
        count(out, "repeats", c.repeats);
        count(out, "entries", c.self.items);
        out.member("normalised", c.of_scale).member("unit", error_unit(c.of_scale));
        for (const estimate& e : c.estimates)
            write_estimate(out, e.name, e);
        out.end_object();
    }
    out.end_array();
}

void write_published(json_writer& out, const report& r) {
    const published_figures& p = r.published;
    out.key("published").begin_object().member("source", p.source).member("method", p.method);
    out.key("caveats").begin_array();
    for (const std::string& caveat : p.caveats)
        out.value(caveat);
    out.end_array();
    for (const auto& [key, rows] :
         {std::pair{"judges", &p.judges}, {"physicians", &p.physicians}}) {
        out.key(key).begin_array();
        for (const published_figure& f : *rows) {
            out.begin_object();
            if (!f.judge.empty())
                out.member("judge", f.judge);
            out.member("task", f.task);
            count(out, "n", f.n);
            out.member("within_tolerance", f.within_tolerance).member("qwk", f.kappa).end_object();
        }
        out.end_array();
    }
    out.end_object();
}

} // namespace

void write_sources(json_writer& out, const report& r) {
    write_systems(out, r);
    write_ceiling(out, r);
    write_bias(out, r);
    out.key("case_sums").begin_array();
    for (const case_sum_counts& c : r.case_sums) {
        out.begin_object().member("task", c.task);
        count(out, "groups", c.groups);
        count(out, "incomplete", c.incomplete);
        count(out, "repeated", c.repeated);
        count(out, "without_case_id", c.without_case).end_object();
    }
    out.end_array();
    write_published(out, r);
}

} // namespace preceptron::analysis
