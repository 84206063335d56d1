// The sentences of headline_text.hpp.
#include "analysis/figures.hpp"
#include "analysis/headline_row.hpp"
#include "analysis/headline_text.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <span>

namespace preceptron::analysis {

namespace {

const estimate& primary_of(const judge_macro& m) {
    return m.statistics.front(); // the main kappa
}

std::vector<judge_macro> best_first(const report& r) {
    std::vector<judge_macro> out;
    for (const judge_macro& m : r.macro)
        if (primary_of(m).value)
            out.push_back(m);
    std::ranges::stable_sort(out, std::greater(),
                             [](const judge_macro& m) { return *primary_of(m).value; });
    return out;
}

// Of the two judges; `better` has the higher mean.
std::string how_sure(const report& r, const judge_macro& better, const judge_macro& other) {
    for (const macro_difference& d : r.macro_differences) {
        const bool as_is = d.a == better.judge && d.b == other.judge;
        if (!as_is && !(d.b == better.judge && d.a == other.judge))
            continue;
        const std::string ahead =
            printable(better.judge, 60) + " is ahead of " + printable(other.judge, 60);
        if (!d.difference.interval)
            return "How sure it is that " + ahead +
                   " cannot be said: " + std::string(d.difference.interval.undefined_reason) + ".";
        const double sign = as_is ? 1 : -1;
        const double lo = as_is ? d.difference.interval->lo : -d.difference.interval->hi;
        const double hi = as_is ? d.difference.interval->hi : -d.difference.interval->lo;
        const double difference = sign * d.difference.value.value.value_or(0);
        if (difference == 0)
            return printable(better.judge, 60) + " and " + printable(other.judge, 60) +
                   " agree with the physicians to the same degree.";
        return ahead + " by " + fixed(difference, 2) +
               ", and the data allow " + fixed(lo, 2) + " to " + fixed(hi, 2) +
               (lo > 0 ? ": 0 is not among them, so that chance alone hardly explains it."
                       : ": 0 is among them, so that these data do not tell which of the two is "
                         "better.");
    }
    return {};
}

// The first, with all that are its equals.
std::string best_of(std::span<const judge_macro> ranked) {
    std::string names;
    for (const judge_macro& m : ranked)
        if (*primary_of(m).value == *primary_of(ranked[0]).value)
            names += (names.empty() ? "" : " and ") + printable(m.judge, 60);
    return names;
}

std::string of_tasks(std::size_t n) {
    return n == 1 ? "" : "; averaged over " + grouped(n) + " tasks";
}

} // namespace

std::vector<std::string> plain_words(const report& r) {
    std::vector<std::string> out;
    const std::vector<judge_macro> ranked = best_first(r);
    if (!ranked.empty()) {
        std::string list;
        for (const judge_macro& m : ranked)
            list += (list.empty() ? "" : ", ") + printable(m.judge, 60) + " " +
                    with_interval(primary_of(m), 2);
        out.push_back(
            "In plain words: QWK is 1 when a judge always gives the physician's score and 0 "
            "when it does no better than guessing" +
            of_tasks(ranked[0].tasks) + ": " + list + ".");
        if (ranked.size() > 1)
            out.push_back("Best: " + best_of(ranked) + ".");
        if (r.used.primary == "qwk")
            for (std::size_t i = 0; i + 1 < ranked.size(); ++i)
                if (std::string sentence = how_sure(r, ranked[i], ranked[i + 1]); !sentence.empty())
                    out.push_back(std::move(sentence));
    }
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

std::vector<std::string> footnotes(const report& r) {
    std::vector<std::string> out;
    std::vector<std::string> methods;
    bool few = false, published = false, by_case = false, by_entry = false;
    for (const rated_cell& cell : r.cells) {
        by_case = by_case || cell.cases_known;
        by_entry = by_entry || !cell.cases_known;
        few = few || cell.cases < few_cases;
        published = published || r.published.physicians_on(cell.task);
        for (const estimate& e : cell.statistics)
            if (!e.method.empty() && std::ranges::find(methods, e.method) == methods.end())
                methods.emplace_back(e.method);
    }
    std::string list;
    for (const std::string& m : methods)
        list += (list.empty() ? "" : ", ") + m;
    out.push_back(std::string("Intervals: 95 %") + (by_entry && !by_case ? " (" : ", by case (") +
                  (list.empty() ? "none" : list) + "), seed " + std::to_string(r.used.seed) + ", " +
                  grouped(r.used.replicates) + " replicates where resampled" +
                  (by_entry && !by_case ? "." : "; entries of one case count as one observation."));
    if (by_entry)
        out.push_back("(" + std::string(no_figure) +
                      "): no case ids: entries are taken as independent, so intervals may be too "
                      "narrow.");
    if (few)
        out.push_back(std::string(few_cases_mark) +
                      " fewer than 10 cases: nominal 95 %, about 87 % in simulation.");
    if (r.used.spacing == agreement::spacing::index)
        out.push_back("Weights are spaced by category, not by points, as scikit-learn has them.");
    out.push_back(
        "QWK: quadratic weighted kappa, steps weighted by points; of tasks whose entries "
        "have maxima of their own, of scores divided by max_score. Bias: mean of score less "
        "grade; positive is lenient.");
    if (published && r.ceiling.empty())
        out.push_back("publ.: physician against physician as published (" + r.published.source +
                      "): other entries, of held-out cases, so not the same quantity.");
    return out;
}

} // namespace preceptron::analysis
