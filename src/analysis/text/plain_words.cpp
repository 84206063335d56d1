// The sentences of headline_text.hpp.
#include "analysis/figures.hpp"
#include "analysis/ranking.hpp"
#include "analysis/text/alike_judges.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/resampling.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>

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

std::size_t asked(const judge_macro& m) {
    std::size_t n = 0;
    for (const judged_part& p : m.parts)
        n += p.asked;
    return n;
}

// "24 of 72 entries", with the tasks where judges differ in them.
std::string stands_on(const judge_macro& m, bool with_tasks) {
    return (with_tasks ? counted(m.tasks, "task, ", "tasks, ") : "") + grouped(scored(m)) + " of " +
           counted(asked(m), "entry", "entries");
}

// The judges with their means, and what those are of where that is not the same for all.
template<class Figure>
std::string means(const std::vector<const judge_macro*>& judges, Figure figure) {
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
    const bool entries = tasks || differ(scored) || differ(asked);
    std::string out = tasks ? "; averaged over each judge's own tasks"
                      : judges.front()->tasks == 1
                          ? ""
                          : "; averaged over " + grouped(judges.front()->tasks) + " tasks";
    for (const judge_macro* m : judges) {
        out += m == judges.front() ? ": " : ", ";
        out += printable(m->judge) + " " + figure(*m) + (m->few_cases ? few_cases_mark : "");
        if (entries)
            out += " (" + stands_on(*m, tasks) + ")";
    }
    return out + ".";
}

std::string mean_kappas(const std::vector<const judge_macro*>& judges) {
    return means(judges, [](const judge_macro& m) { return with_interval(primary_of(m), 2); });
}

// Of those whose mean errors are in this unit, the smallest first; empty: there are none.
std::string mean_errors(const report& r, bool of_scale) {
    std::vector<const judge_macro*> judges;
    for (const judge_macro& m : r.macro)
        if (const estimate* const e = find(m.statistics, "mae");
            e && e->value && m.errors_of_scale == of_scale)
            judges.push_back(&m);
    if (judges.empty())
        return {};
    const auto error = [](const judge_macro& m) -> const estimate& {
        return *find(m.statistics, "mae");
    };
    std::ranges::stable_sort(judges, std::less(),
                             [&](const judge_macro* m) { return *error(*m).value; });
    return "Mean absolute error, in " + std::string(error_unit(of_scale)) +
           means(judges, [&](const judge_macro& m) {
               return error_with_interval(error(m), of_scale, of_scale ? 3 : 2);
           });
}

// Nobody can see such a lead in figures of two decimals.
bool is_level(const lead& l) {
    return l.by && std::abs(*l.by) < 0.005 && !l.sure();
}

// Those at the head, and, unless they are surely ahead, whoever is level with one of them.
std::vector<std::string> names_at_the_head(const ranking& ranked, const report& r) {
    std::vector<std::string> names;
    for (const judge_macro* m : ranked.order) {
        const auto level_with = [&](const judge_macro* b) {
            return !ranked.sure && is_level(lead_of(r, b->judge, m->judge));
        };
        if (std::ranges::find(ranked.best, m) != ranked.best.end() ||
            std::ranges::any_of(ranked.best, level_with))
            names.push_back(printable(m->judge));
    }
    return names;
}

bool is_no_better_than_guessing(const judge_macro* m) {
    const estimate& kappa = primary_of(*m);
    return kappa.value && *kappa.value <= 0;
}

std::string best_of(const ranking& ranked, const report& r) {
    const bool error = compares_errors(r.used);
    if (!error && !ranked.best.empty() &&
        std::ranges::all_of(ranked.order, is_no_better_than_guessing))
        return "None is called best: none agrees better than by guessing.";
    const std::string names = ranked.best.empty() ? "" : listed(names_at_the_head(ranked, r));
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

std::string how_sure(const report& r, const judge_macro& first, const judge_macro& second) {
    const lead found = lead_of(r, first.judge, second.judge);
    if (!found.of)
        return {};
    const bool turned = found.by && *found.by < 0;
    const lead ahead = turned ? lead_of(r, second.judge, first.judge) : found;
    const std::string one = printable((turned ? second : first).judge),
                      other = printable((turned ? first : second).judge);
    const std::string place = where(*found.of, first, second);
    if (!ahead.by)
        return place + (place.empty() ? "How far " : "how far ") + one + " and " + other +
               " differ cannot be said: " + why_unknown(ahead) + ".";
    if (*ahead.by == 0)
        return place + one + " and " + other + " agree with the physicians to the same degree.";
    const bool error = compares_errors(r.used);
    const std::string unit = !error ? "" : found.of->of_scale ? " of the scale" : " points";
    std::string text = error ? one + "'s mean error is smaller than " + other + "'s by "
                             : one + " is ahead of " + other + " by ";
    text = is_level(ahead)
               ? place + one + " and " + other + " are level, less than 0.005" + unit + " apart"
               : place + text + beside_0(*ahead.by, 2) + unit;
    if (!ahead.interval)
        return text + "; how sure that is cannot be said: " + why_unknown(ahead) + ".";
    const double most = widest_difference(found.of->difference.name, found.of->of_scale);
    const auto limit = [&](double x) {
        const double cut = std::clamp(x, -most, most);
        return beside_0(cut, 2);
    };
    text += ", and the data allow " + limit(ahead.interval->lo) + " to " +
            limit(ahead.interval->hi) + ": 0 is ";
    if (!ahead.clear())
        return text + "among them, so that these data do not tell which of the two is better.";
    if (ahead.sure())
        return text + "not among them, so that chance alone hardly explains it.";
    if (!found.of->can_be_significant)
        return text + "not among them, but with so few " +
               too_few_for_significance(r, found.of->a, found.of->b) +
               " no difference, however large, could be significant at .05.";
    return text + "not among them, but p, by Holm, is " + p_figure(*found.of->adjusted_p) +
           ": chance may explain it.";
}

// How far those beside each other in the ranking differ, and what keeps the highest from being
// called best, where that is not between neighbours.
std::vector<std::string> leads(const report& r, const ranking& ranked) {
    std::vector<std::string> out;
    const std::vector<alike_judges> alike = alike_stretches(r, ranked);
    const auto told = [&](std::size_t a, std::size_t b) {
        return std::ranges::any_of(alike, [&](const auto& s) { return s.have(a, b); });
    };
    const auto tell = [&](std::size_t a, std::size_t b) {
        if (std::string text = how_sure(r, *ranked.order[a], *ranked.order[b]); !text.empty())
            out.push_back(std::move(text));
    };
    for (std::size_t i = 0; i < ranked.order.size(); ++i) {
        for (const alike_judges& s : alike)
            if (s.from == i)
                out.push_back(s.sentence);
        if (i + 1 < ranked.order.size() && !told(i, i + 1))
            tell(i, i + 1);
    }
    if (ranked.best.size() != 1 || ranked.sure)
        return out;
    const auto best = static_cast<std::size_t>(std::ranges::find(ranked.order, ranked.best[0]) -
                                               ranked.order.begin());
    std::vector<std::size_t> open;
    for (std::size_t i = 2; i < ranked.order.size(); ++i)
        if (const lead ahead = lead_of(r, ranked.best[0]->judge, ranked.order[i]->judge);
            ahead.of && !(ahead.sure() && *ahead.by > 0) && !told(best, i))
            open.push_back(i);
    if (ranked.order.size() >= many_judges && open.size() > 1)
        std::ranges::move(not_surely_apart(r, ranked, best, open), std::back_inserter(out));
    else
        for (const std::size_t i : open)
            tell(best, i);
    return out;
}

// Of which all else is said by that.
bool has_no_score(const judge_macro& m) {
    return asked(m) > 0 && scored(m) == 0;
}

// "r_idea (14 entries): all scores are the same": tasks of one reason together.
std::string undefined_where(const judge_macro& m) {
    std::vector<std::pair<std::string, std::vector<std::string>>> by_reason;
    for (const lacking_part& p : m.undefined_on) {
        const std::string reason = p.n == 0 ? "no score" : p.reason;
        auto same = std::ranges::find(by_reason, reason, &decltype(by_reason)::value_type::first);
        if (same == by_reason.end())
            same = by_reason.insert(same, {reason, {}});
        same->second.push_back(printable(p.task) +
                               (p.n == 0 ? "" : " (" + counted(p.n, "entry", "entries") + ")"));
    }
    std::string out;
    for (const auto& [reason, tasks] : by_reason)
        out += (out.empty() ? "" : "; ") + listed(tasks) + ": " + reason;
    return out;
}

// Why a judge is in no mean, and so in no ranking by it.
std::string without_mean(const judge_macro& m, bool ranked, const flow& counts) {
    if (has_no_score(m))
        return printable(m.judge) + " has no score on any of " +
               counted(asked(m), "entry", "entries") + ", and is compared with nobody.";
    const std::string where = undefined_where(m);
    return printable(m.judge) + (ranked ? " has no mean QWK" : " is not ranked") + ": " +
           (!where.empty()         ? "QWK is undefined on " + where
            : counts.eligible == 0 ? "no grade stands beside its scores"
                                   : "it was asked nothing") +
           ".";
}

// Why a mean over several tasks stands there without an interval; empty: it has one.
std::string without_interval(const judge_macro& m) {
    if (m.tasks < 2 || !primary_of(m).value || primary_of(m).interval)
        return {};
    return "The mean of " + printable(m.judge) + " has no interval: " +
           (m.no_interval_on.empty() ? std::string(primary_of(m).interval.undefined_reason)
                                     : on_tasks(m.no_interval_on)) +
           ".";
}

} // namespace

std::vector<std::string> findings(const report& r) {
    std::vector<std::string> out;
    if (const auto judges = highest_first(r); !r.macro.empty())
        out.push_back("In plain words: QWK is 1 when a judge always gives the physician's score "
                      "and 0 when it does no better than guessing" +
                      (judges.empty() ? "." : mean_kappas(judges)));
    if (compares_errors(r.used))
        for (const bool of_scale : {true, false})
            if (std::string sentence = mean_errors(r, of_scale); !sentence.empty())
                out.push_back(std::move(sentence));
    const ranking ranked = rank_judges(r);
    for (const judge_macro& m : r.macro)
        if (const bool out_of_it = std::ranges::find(ranked.left_out, &m) != ranked.left_out.end();
            out_of_it || !primary_of(m).value)
            out.push_back(without_mean(m, !out_of_it, r.counts));
        else if (std::string why = without_interval(m); !why.empty())
            out.push_back(std::move(why));
    if (ranked.order.size() > 1)
        out.push_back(best_of(ranked, r));
    std::ranges::move(leads(r, ranked), std::back_inserter(out));
    return out;
}

std::string_view no_verdict(const report& r) {
    return r.raters_of_others ? "No verdict: none of the raters' entries is among those analysed"
                              : "No verdict: one physician score per entry";
}

std::vector<std::string> verdicts(const report& r) {
    std::vector<std::string> out;
    if (r.ceiling.empty())
        out.push_back(std::string(no_verdict(r)) +
                      ". Whether a judge is as good as a "
                      "physician takes several physicians' scores of the same entries (--raters).");
    const auto is_silent = [&r](const std::string& judge) { // that has been said
        const auto m = std::ranges::find(r.macro, judge, &judge_macro::judge);
        return m != r.macro.end() && has_no_score(*m);
    };
    for (const task_ceiling& c : r.ceiling)
        for (const judge_beside_physicians& j : c.judges)
            if (!is_silent(j.judge))
                out.push_back(printable(c.task) + ": " + verdict(j, r.used));
    if (const std::string many = number_of_verdicts(r); !many.empty())
        out.push_back(many);
    return out;
}

std::string number_of_verdicts(const report& r) {
    std::size_t n = 0;
    for (const task_ceiling& c : r.ceiling)
        n += static_cast<std::size_t>(
            std::ranges::count_if(c.judges, [](const judge_beside_physicians& j) {
                return j.kappa.difference.value.has_value();
            }));
    return n < 2 ? ""
                 : "These are " + grouped(n) +
                       " verdicts, not adjusted for their number: of many at the edge, some are "
                       "chance.";
}

std::vector<std::string> remarks(const report& r) {
    std::vector<std::string> out;
    for (const std::string& note : r.notes)
        out.push_back("Note: " + note + ".");
    return out;
}

std::vector<std::string> plain_words(const report& r) {
    std::vector<std::string> out = findings(r);
    std::ranges::move(verdicts(r), std::back_inserter(out));
    std::ranges::move(remarks(r), std::back_inserter(out));
    return out;
}

} // namespace preceptron::analysis
