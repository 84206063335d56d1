// The sentences of headline_text.hpp.
#include "agreement/table_statistic.hpp"
#include "analysis/figures.hpp"
#include "analysis/headline_row.hpp"
#include "analysis/headline_text.hpp"
#include "analysis/ranking.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace preceptron::analysis {

namespace {

const estimate& primary_of(const judge_macro& m) {
    return m.statistics.front(); // the main kappa
}

std::vector<const judge_macro*> highest_first(const report& r) {
    std::vector<const judge_macro*> out;
    for (const judge_macro& m : r.macro)
        if (primary_of(m).value)
            out.push_back(&m);
    std::ranges::stable_sort(out, std::greater(),
                             [](const judge_macro* m) { return *primary_of(*m).value; });
    return out;
}

std::size_t scored(const judge_macro& m) {
    std::size_t n = 0;
    for (const judged_part& p : m.parts)
        n += p.n;
    return n;
}

std::size_t eligible(const judge_macro& m) {
    std::size_t n = 0;
    for (const judged_part& p : m.parts)
        n += p.eligible;
    return n;
}

// "24 of 72 entries", with the tasks where judges differ in them.
std::string stands_on(const judge_macro& m, bool with_tasks) {
    return (with_tasks ? counted(m.tasks, "task, ", "tasks, ") : "") + grouped(scored(m)) + " of " +
           counted(eligible(m), "entry", "entries");
}

// The judges with their means, and what those are of where that is not the same for all.
std::string means(const std::vector<const judge_macro*>& judges) {
    const auto differ = [&](auto of) {
        return std::ranges::any_of(
            judges, [&](const judge_macro* m) { return of(*m) != of(*judges.front()); });
    };
    const bool tasks = differ([](const judge_macro& m) {
        std::vector<std::string> names;
        for (const judged_part& p : m.parts)
            names.push_back(p.task);
        std::ranges::sort(names);
        return names;
    });
    const bool entries = tasks || differ(scored) || differ(eligible);
    std::string out = tasks ? "; averaged over each judge's own tasks"
                      : judges.front()->tasks == 1
                          ? ""
                          : "; averaged over " + grouped(judges.front()->tasks) + " tasks";
    for (const judge_macro* m : judges) {
        out += m == judges.front() ? ": " : ", ";
        out += printable(m->judge, 60) + " " + with_interval(primary_of(*m), 2) +
               (m->few_cases ? few_cases_mark : "");
        if (entries)
            out += " (" + stands_on(*m, tasks) + ")";
    }
    return out + ".";
}

std::string best_of(const ranking& ranked, const report& r) {
    std::string names;
    for (const judge_macro* m : ranked.best)
        names += (names.empty() ? "" : " and ") + printable(m->judge, 60);
    const bool error = r.used.primary == "mae";
    if (!names.empty())
        return (ranked.sure ? "Best" + std::string(error ? " by mean absolute error: " : ": ")
                : error     ? "Smallest mean absolute error: "
                            : "Highest: ") +
               names + ".";
    const bool fair = std::ranges::all_of(
        ranked.order, [&](const judge_macro* m) { return comparable(*ranked.order.front(), *m); });
    const bool all_compared = std::ranges::all_of(ranked.order, [&](const judge_macro* a) {
        return std::ranges::all_of(ranked.order, [&](const judge_macro* b) {
            return a == b || lead_of(r, a->judge, b->judge).by;
        });
    });
    if (!all_compared)
        return "None is called best: not all of the judges could be compared.";
    if (fair)
        return "None is called best: compared two at a time, they have no one order.";
    return "None is called best: the judges did not score the same entries" +
           std::string(error ? "."
                             : ", and those that two both scored do not bear these means out.");
}

// "On the 24 entries both scored, ", where one of them scored others, too.
std::string where(const macro_difference& d, const judge_macro& a, const judge_macro& b) {
    if (d.n == scored(a) && d.n == scored(b))
        return {};
    return "On the " + counted(d.n, "entry", "entries") +
           (a.tasks == b.tasks ? "" : " (" + counted(d.tasks, "task", "tasks") + ")") +
           " that both scored, ";
}

// Of several tasks those that are to blame.
std::string reason(const macro_difference& d, const std::vector<lacking_part>& parts,
                   std::string_view otherwise) {
    return d.tasks > 1 && !parts.empty() ? on_tasks(parts) : std::string(otherwise);
}

std::string how_sure(const report& r, const judge_macro& first, const judge_macro& second) {
    const lead found = lead_of(r, first.judge, second.judge);
    if (!found.of)
        return {};
    const bool turned = found.by && *found.by < 0;
    const lead ahead = turned ? lead_of(r, second.judge, first.judge) : found;
    const std::string one = printable((turned ? second : first).judge, 60),
                      other = printable((turned ? first : second).judge, 60);
    const std::string place = where(*found.of, first, second);
    if (!ahead.by)
        return place + (place.empty() ? "How far " : "how far ") + one + " and " + other +
               " differ cannot be said: " +
               reason(*found.of, found.of->undefined_on, ahead.by.undefined_reason) + ".";
    if (*ahead.by == 0)
        return place + one + " and " + other + " agree with the physicians to the same degree.";
    const bool error = r.used.primary == "mae";
    const std::string unit = !error ? "" : found.of->of_scale ? " of the scale" : " points";
    std::string text = error ? one + "'s mean error is smaller than " + other + "'s by "
                             : one + " is ahead of " + other + " by ";
    text = place + text + beside_0(*ahead.by, 2) + unit;
    if (!ahead.interval)
        return text + "; how sure that is cannot be said: " +
               reason(*found.of, found.of->no_interval_on, ahead.interval.undefined_reason) + ".";
    const auto limit = [&](double x) { return ahead.clear() ? beside_0(x, 2) : fixed(x, 2); };
    text += ", and the data allow " + limit(ahead.interval->lo) + " to " +
            limit(ahead.interval->hi) + ": 0 is ";
    if (!ahead.clear())
        return text + "among them, so that these data do not tell which of the two is better.";
    if (ahead.sure())
        return text + "not among them, so that chance alone hardly explains it.";
    if (!found.of->can_be_significant)
        return text + "not among them, but with so few cases no difference, however large, could "
                      "be significant at .05.";
    return text + "not among them, but p, by Holm, is " + p_figure(*found.of->adjusted_p) +
           ": chance may explain it.";
}

// Why a judge is in no mean, and so in no ranking by it.
std::string without_mean(const judge_macro& m, bool ranked) {
    std::string where;
    for (const lacking_part& p : m.undefined_on)
        where += (where.empty() ? "" : "; ") + printable(p.task, 60) + " (" +
                 counted(p.n, "entry", "entries") + "): " + p.reason;
    return printable(m.judge, 60) + (ranked ? " has no mean QWK" : " is not ranked") + ": " +
           (where.empty() ? "it was asked nothing" : "QWK is undefined on " + where) + ".";
}

// Why a mean over several tasks stands there without an interval; empty: it has one.
std::string without_interval(const judge_macro& m) {
    if (m.tasks < 2 || !primary_of(m).value || primary_of(m).interval)
        return {};
    return "The mean of " + printable(m.judge, 60) + " has no interval: " +
           (m.no_interval_on.empty() ? std::string(primary_of(m).interval.undefined_reason)
                                     : on_tasks(m.no_interval_on)) +
           ".";
}

} // namespace

std::vector<std::string> plain_words(const report& r) {
    std::vector<std::string> out;
    if (const auto judges = highest_first(r); !r.macro.empty())
        out.push_back("In plain words: QWK is 1 when a judge always gives the physician's score "
                      "and 0 when it does no better than guessing" +
                      (judges.empty() ? "." : means(judges)));
    const ranking ranked = rank_judges(r);
    for (const judge_macro& m : r.macro)
        if (const bool out_of_it = std::ranges::find(ranked.left_out, &m) != ranked.left_out.end();
            out_of_it || !primary_of(m).value)
            out.push_back(without_mean(m, !out_of_it));
        else if (std::string why = without_interval(m); !why.empty())
            out.push_back(std::move(why));
    if (ranked.order.size() > 1)
        out.push_back(best_of(ranked, r));
    for (std::size_t i = 0; i + 1 < ranked.order.size(); ++i)
        if (std::string sentence = how_sure(r, *ranked.order[i], *ranked.order[i + 1]);
            !sentence.empty())
            out.push_back(std::move(sentence));
    if (r.ceiling.empty())
        out.push_back("No verdict: one physician score per entry. Whether a judge is as good as a "
                      "physician takes several physicians' scores of the same entries (--raters).");
    for (const task_ceiling& c : r.ceiling)
        for (const judge_beside_physicians& j : c.judges)
            out.push_back(printable(c.task, 60) + ": " + verdict(j, r.used));
    for (const std::string& note : r.notes)
        out.push_back("Note: " + note + ".");
    return out;
}

namespace {

// How often nominal 95 % intervals of QWK cover it with five cases, in simulation. An entry a
// method; others have never been tried.
constexpr std::pair<std::string_view, std::string_view> coverage_of_five_cases[] = {
    {"jackknife-t", "87"}, {"percentile", "60"}, {"bca", "66"}};

constexpr std::string_view method_of_verdicts = "jackknife-t";

bool has_verdict_of_few_cases(const report& r) {
    return std::ranges::any_of(r.ceiling, [](const task_ceiling& c) {
        return std::ranges::any_of(c.judges, &judge_beside_physicians::few_cases);
    });
}

// Of the methods that the marked rows' QWK and the marked verdicts have.
std::string few_cases_note(const report& r) {
    std::string figures;
    for (const auto& [method, coverage] : coverage_of_five_cases)
        if ((method == method_of_verdicts && has_verdict_of_few_cases(r)) ||
            std::ranges::any_of(r.cells, [&](const rated_cell& c) {
                const estimate* const e =
                    find(c.statistics, agreement::name_of(main_kappa(r.used)));
                return c.cases < few_cases && e && e->method.starts_with(method);
            }))
            figures += (figures.empty() ? "about " : ", ") + std::string(coverage) +
                       " % in "
                       "simulation (" +
                       std::string(method) + ", five cases)";
    const bool of_means = std::ranges::any_of(
        r.macro, [](const judge_macro& m) { return m.tasks > 1 && m.few_cases; });
    return std::string(few_cases_mark) + " fewer than 10 cases" +
           (of_means ? ", beside a mean in one of its tasks at least" : "") +
           (figures.empty() ? "." : ": nominal 95 %, " + figures + ".");
}

// Of a judge's figures on a task, and of the differences of two judges on one.
std::string methods_of_tasks(const report& r) {
    std::vector<std::string> methods;
    const auto add = [&](const estimate& e) {
        if (!e.method.empty() && std::ranges::find(methods, e.method) == methods.end())
            methods.emplace_back(e.method);
    };
    for (const rated_cell& cell : r.cells)
        for (const estimate& e : cell.statistics)
            add(e);
    for (const judge_pair& pair : r.pairs)
        add(pair.difference);
    std::string list;
    for (const std::string& m : methods)
        list += (list.empty() ? "" : ", ") + m;
    return list;
}

// Of means over several tasks and of leads in them; empty: there are none.
std::string_view method_of_means(const report& r) {
    for (const judge_macro& m : r.macro)
        for (const estimate& e : m.statistics)
            if (m.tasks > 1 && !e.method.empty())
                return e.method;
    return {};
}

// Intervals that are made in their own way, whatever the tasks' are.
std::string other_methods(const report& r) {
    std::string out;
    if (const std::string_view method = method_of_means(r); !method.empty())
        out = "means over tasks, and leads in them, " + std::string(method) +
              (method == across_tasks
                   ? " (a case that several tasks share is left out of all at once)"
                   : "");
    if (std::ranges::any_of(r.ceiling, [](const task_ceiling& c) { return !c.judges.empty(); }))
        out += (out.empty() ? "verdicts beside physicians " : "; verdicts beside physicians ") +
               std::string(method_of_verdicts);
    if (std::ranges::any_of(r.cells, [&](const rated_cell& c) {
            const estimate* const tau = find(c.statistics, "kendall_tau_b");
            const estimate* const error = find(c.statistics, "mae");
            return tau && error && tau->method == "jackknife-t" && !error->method.empty() &&
                   error->method != tau->method;
        }))
        out += std::string(out.empty() ? "" : "; ") +
               "Kendall's tau of scores of more than 300 values jackknife-t";
    return out;
}

} // namespace

std::vector<std::string> footnotes(const report& r) {
    std::vector<std::string> out;
    bool published = false, by_case = false, by_entry = false;
    for (const rated_cell& cell : r.cells) {
        by_case = by_case || cell.cases_known;
        by_entry = by_entry || !cell.cases_known;
        published = published || shown_published(cell, r);
    }
    const std::string list = methods_of_tasks(r);
    out.push_back(std::string("Intervals: 95 %") + (by_entry && !by_case ? " (" : ", by case (") +
                  (list.empty() ? "none" : list) + "), seed " + std::to_string(r.used.seed) + ", " +
                  grouped(r.used.replicates) + " replicates where resampled" +
                  (by_entry && !by_case ? "." : "; entries of one case count as one observation."));
    if (const std::string others = other_methods(r); !others.empty())
        out.push_back("Other intervals: " + others + ".");
    if (by_entry)
        out.push_back("(" + std::string(no_figure) +
                      "): no case ids: entries are taken as independent, so intervals may be too "
                      "narrow.");
    if (std::ranges::any_of(r.cells, [](const rated_cell& c) { return c.cases < few_cases; }) ||
        has_verdict_of_few_cases(r))
        out.push_back(few_cases_note(r));
    if (std::ranges::any_of(r.cells, [&](const rated_cell& c) {
            const estimate* const e = find(c.statistics, agreement::name_of(main_kappa(r.used)));
            return e && e->value && !e->interval;
        }))
        out.push_back("QWK without an interval: the data give none, for instance because the cases "
                      "do not differ; --format json has the reason.");
    const bool by_points = r.used.spacing == agreement::spacing::value;
    out.push_back(
        "QWK: quadratic weighted kappa, steps weighted by " +
        std::string(by_points ? "points" : "category, not by points, as scikit-learn has them") +
        "; of tasks whose entries have maxima of their own, of scores divided by max_score. Bias: "
        "mean of score less grade; positive is lenient.");
    if (!physicians_comparable(r.used))
        out.push_back("Physicians' QWK is by points, and so are verdicts: it is not shown beside "
                      "QWK by category.");
    if (physicians_comparable(r.used) && std::ranges::any_of(r.ceiling, [](const task_ceiling& c) {
            return c.physicians.quadratic_kappa.value.has_value();
        }))
        out.push_back("Physicians' QWK: of each two of them, on the entries that several graded, "
                      "whose number stands beside it.");
    if (published)
        out.push_back("publ.: physician against physician as published (" + r.published.source +
                      "): other entries, of held-out cases, so not the same quantity.");
    return out;
}

} // namespace preceptron::analysis
