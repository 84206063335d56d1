#include "analysis/text/sections.hpp"

#include "agreement/paired.hpp"
#include "agreement/resamples.hpp"
#include "analysis/figures.hpp"
#include "analysis/interval_method.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace preceptron::analysis {

section flow_section(const report& r) {
    const flow& f = r.counts;
    section s{"From entries to figures", {"", "entries"}, 1, {}, {}};
    s.rows.push_back({"in the data", grouped(f.entries)});
    for (const auto* const tasks : {&f.unknown_tasks, &f.not_selected})
        for (const auto& [task, n] : *tasks)
            s.rows.push_back({"not judged: " + printable(task), "-" + grouped(n)});
    if (f.ungraded > 0)
        s.rows.push_back({"without a grade", "-" + grouped(f.ungraded)});
    if (f.without_maximum > 0)
        s.rows.push_back({"no max_score, where maxima differ", "-" + grouped(f.without_maximum)});
    if (f.development > 0)
        s.rows.push_back({"of development cases", "-" + grouped(f.development)});
    s.rows.push_back({"eligible", grouped(f.eligible)});
    s.rows.push_back({"times judges: judgements", grouped(f.judgements)});
    for (const auto& [why, n] : f.missing)
        s.rows.push_back({"  " + printable(why, 40), "-" + grouped(n)});
    s.rows.push_back({"analysed", grouped(f.analysed)});
    for (const case_sum_counts& c : r.case_sums)
        s.remarks.push_back(
            printable(c.task) + ".by_case: " + grouped(c.groups) +
            " groups of one study, case and model; left out: " + grouped(c.incomplete) +
            (c.knows_questions
                 ? " with a question missing that another entry of the case has, without a grade "
                   "or a max_score, "
                 : " with fewer entries than most of their case, without a grade or a "
                   "max_score, ") +
            grouped(c.repeated) +
            (c.knows_questions ? " with a question twice" : " with more entries than most") +
            (c.without_case == 0
                 ? ""
                 : ", " + counted(c.without_case, "entry", "entries") + " without a case_id"));
    return s;
}

namespace {

bool has_scores(const report& r, const std::string& judge, const std::string& task) {
    return std::ranges::any_of(r.cells, [&](const rated_cell& c) {
        return c.judge == judge && c.task == task && c.n > 0;
    });
}

// A sentence for each two judges and reason, with their tasks. That a judge without a score is
// compared with nobody needs none.
std::vector<std::string> pairs_not_compared(const report& r) {
    std::vector<std::pair<std::string, std::vector<std::string>>> by_words;
    for (const judge_pair& p : r.pairs) {
        if (!p.asked_both || p.difference.value || !has_scores(r, p.a, p.task) ||
            !has_scores(r, p.b, p.task))
            continue;
        const std::string words =
            printable(p.a) + " and " + printable(p.b) +
            " are not compared: " + std::string(p.difference.value.undefined_reason) + ".";
        auto same = std::ranges::find(by_words, words, &decltype(by_words)::value_type::first);
        if (same == by_words.end())
            same = by_words.insert(same, {words, {}});
        same->second.push_back(printable(p.task));
    }
    std::vector<std::string> out;
    for (const auto& [words, tasks] : by_words)
        out.push_back(listed(tasks) + ": " + words);
    return out;
}

} // namespace

section pairs_section(const report& r) {
    section s{"Judge against judge, on entries both scored",
              {"task", "first", "second", "n", "cases", "difference [95 % CI]", "p", "p, Holm"},
              3,
              {},
              {}};
    const bool errors = compares_errors(r.used);
    const bool cases_known = std::ranges::any_of(r.pairs, &judge_pair::cases_known);
    bool marked = false, marked_interval = false;
    if (errors)
        s.heads.push_back("in");
    for (const judge_pair& p : r.pairs) {
        const bool of_few = p.difference.value && p.sure_cases() < few_cases;
        marked = marked || of_few;
        marked_interval = marked_interval || (of_few && p.difference.interval);
        s.rows.push_back({printable(p.task), printable(p.a), printable(p.b), grouped(p.n),
                          case_count(p.cases, p.cases_known) + (of_few ? few_cases_mark : ""),
                          difference_with_interval(p.difference, p.of_scale, 3), p_figure(p.p),
                          p_figure(p.adjusted_p)});
        if (errors)
            s.rows.back().push_back(error_unit(p.of_scale));
    }
    const std::string exact = grouped(agreement::most_cases_exact);
    s.remarks.push_back("Difference of " + std::string(errors ? "MAE" : "QWK") +
                        ", first less second. p: the two judges' scores exchanged " +
                        (cases_known ? "case by case, all 2^C ways up to " + exact + " cases"
                                     : "entry by entry, all 2^n ways up to " + exact + " entries") +
                        "; adjusted by Holm within a task. Intervals are not adjusted.");
    if (marked)
        s.remarks.push_back(few_cases_words(cases_known) +
                            (marked_interval ? std::string(too_narrow) : "") + ".");
    std::vector<std::string> said;
    for (const judge_pair& p : r.pairs)
        if (!p.can_be_significant() && !std::isnan(p.p) &&
            std::ranges::find(said, p.task) == said.end()) {
            said.push_back(p.task);
            const bool adjusted = p.smallest_adjusted_p > p.smallest_p;
            const std::string few = !p.exact ? counted(r.used.replicates, "replicate", "replicates")
                                    : p.cases_known ? counted(p.cases, "case", "cases")
                                                    : counted(p.cases, "entry", "entries");
            s.remarks.push_back(printable(p.task) + ": with " + few +
                                " the smallest p there can be is " + fixed(p.smallest_p, 4) +
                                (adjusted ? ", adjusted " + fixed(p.smallest_adjusted_p, 4) : "") +
                                ": significance at .05 is impossible.");
        }
    std::ranges::move(pairs_not_compared(r), std::back_inserter(s.remarks));
    return s;
}

section missing_section(const report& r) {
    section s{"If every missing score were as far off as the scale allows",
              {"task", "judge", "missing", "QWK", "then", "MAE", "at most", "MAE in"},
              2,
              {},
              {"Each missing score set to the scale's end farthest from its grade. This bounds MAE "
               "(and exact agreement). It does not bound QWK (by points): other scores can make "
               "it lower, and it may even rise."}};
    bool unbounded = false;
    for (const rated_cell& c : r.cells) {
        if (c.n == c.asked())
            continue;
        const estimate* const kappa = find(c.statistics, "kappa.quadratic.value");
        const estimate* const error = find(c.statistics, "mae");
        s.rows.push_back({printable(c.task), printable(c.judge), grouped(c.asked() - c.n),
                          kappa ? figure(kappa->value, 3) : no_figure,
                          figure(c.worst_case[0].value, 3),
                          error ? figure(error->value, 3) : no_figure,
                          figure(c.worst_case[1].value, 3), error_unit(c.normalised)});
        unbounded = unbounded || !c.worst_case[1].value;
    }
    if (unbounded)
        s.remarks.push_back(std::string(no_figure) +
                            " at most: the scale is not known (no rubric, --scale or max_score), "
                            "so nothing bounds MAE.");
    return s;
}

namespace {

// "a/b, c/d and 3 more".
std::string swapped_text(const system_agreement& a) {
    constexpr std::size_t most = 2;
    const auto& pairs = a.ranking.swapped;
    std::string out;
    for (std::size_t i = 0; i < std::min(pairs.size(), most); ++i)
        out += (i == 0 ? "" : ", ") + printable(a.systems[pairs[i].first].system) + "/" +
               printable(a.systems[pairs[i].second].system);
    if (pairs.size() > most)
        out += " and " + grouped(pairs.size() - most) + " more";
    return out.empty() ? std::string(nothing_said) : out;
}

} // namespace

std::vector<std::string> ranking_remarks(const std::vector<const system_agreement*>& judges) {
    std::vector<std::string> out;
    method_names methods;
    for (const system_agreement* a : judges)
        methods.add(a->kendall);
    const std::string all_ways =
        methods.enumerated()
            ? " (all ways up to " + grouped(agreement::resamples::most_clusters_enumerated) + ")"
            : "";
    if (methods.text() == "percentile")
        out.push_back("Intervals: percentile, cases drawn again" + all_ways +
                      "; of few cases too narrow.");
    else if (!methods.text().empty())
        out.push_back("Intervals: " + methods.text() + ".");
    if (std::ranges::any_of(judges, &system_agreement::is_one_pair))
        out.emplace_back(one_pair_of_systems);
    return out;
}

section systems_section(const report& r) {
    section s{"Do judges rank the systems that answered as physicians do?",
              {"task", "judge", "systems", "Kendall [95 % CI]", "pairs alike", "tied", "swapped"},
              2,
              {},
              {}};
    s.last_is_prose = true;
    for (const system_agreement& a : r.systems)
        s.rows.push_back({printable(a.task), printable(a.judge), grouped(a.systems.size()),
                          with_interval(a.kendall, 2), figure(a.ranking.pairwise_accuracy, 2),
                          grouped(a.ranking.tied.size()), swapped_text(a)});
    s.remarks.push_back("Systems with at least " + grouped(least_system_entries) +
                        " scored entries. Pairs alike: share of pairs of "
                        "systems that judge and physicians put in the same order. Tied: pairs "
                        "that are equal for one of the two only.");
    std::vector<const system_agreement*> all;
    for (const system_agreement& a : r.systems)
        all.push_back(&a);
    std::ranges::move(ranking_remarks(all), std::back_inserter(s.remarks));
    return s;
}

section consistency_section(const report& r) {
    section s{
        "Does a judge give the same score twice?",
        {"task", "judge", "repeats", "entries", "equal pairs", "all equal", "SD within entry",
         "SD in", "alpha [95 % CI]"},
        2,
        {},
        {"Of the entries with two scores or more. Alpha: Krippendorff's, interval, with repeats as "
         "raters."}};
    for (const judge_consistency& c : r.consistency)
        s.rows.push_back(
            {printable(c.task), printable(c.judge), grouped(c.repeats), grouped(c.self.items),
             figure(c.self.agreeing_pairs, 2), figure(c.self.all_identical, 2),
             figure(c.self.within_item_sd, c.of_scale ? 3 : 2), c.of_scale ? "of scale" : "points",
             with_interval(*find(c.estimates, "alpha.interval"), 2)});
    return s;
}

std::vector<section> detail_sections(const report& r) {
    if (is_of_physicians(r)) // one of them is all there is, and the headline
        return {};
    std::vector<section> out{flow_section(r)};
    for (section s :
         {pairs_section(r), missing_section(r), physicians_section(r), ceiling_section(r),
          systems_section(r), bias_section(r), consistency_section(r), published_section(r)})
        if (!s.rows.empty() || s.says_what_is_missing)
            out.push_back(std::move(s));
    return out;
}

} // namespace preceptron::analysis
