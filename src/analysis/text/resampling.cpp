#include "analysis/text/resampling.hpp"

#include "analysis/interval_method.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace preceptron::analysis {

namespace {

// Not by jackknife, nor of all resamples there are.
bool is_drawn(const estimate& e) {
    const std::string_view method = e.method;
    return (method.starts_with("bca") || method.starts_with("percentile")) &&
           !method.ends_with("enumerated");
}

bool any_drawn(const std::vector<estimate>& all) {
    return std::ranges::any_of(all, is_drawn);
}

// Tasks in which some interval is of resamples.
std::vector<std::string> drawn_tasks(const report& r) {
    std::vector<std::string> out;
    for (const rated_cell& c : r.cells)
        if (any_drawn(c.statistics) || any_drawn(c.points))
            out.push_back(c.task);
    for (const judge_pair& p : r.pairs)
        if (is_drawn(p.difference))
            out.push_back(p.task);
    for (const system_agreement& s : r.systems)
        if (is_drawn(s.kendall) || is_drawn(s.pairwise_accuracy))
            out.push_back(s.task);
    for (const judge_consistency& c : r.consistency)
        if (any_drawn(c.estimates))
            out.push_back(c.task);
    for (const task_ceiling& c : r.ceiling)
        if (is_drawn(c.alpha))
            out.push_back(c.task);
    return out;
}

} // namespace

std::string resampled_how(const report& r) {
    bool random = std::ranges::any_of(
        r.pairs, [](const judge_pair& p) { return !p.exact && !std::isnan(p.p); });
    std::vector<const resample_set*> used;
    for (const std::string& task : drawn_tasks(r)) {
        const auto cases = r.case_counts.find(task);
        const resample_set* const own =
            cases == r.case_counts.end() ? nullptr : given_draws(cases->second, r.used);
        if (!own)
            random = true;
        else if (std::ranges::find(used, own) == used.end())
            used.push_back(own);
    }
    std::string out;
    if (random)
        out = ", " + counted(r.used.replicates, "replicate", "replicates") + " where resampled";
    for (const resample_set* each : used)
        out += ", " + counted(each->size(), "given resample", "given resamples") + " of " +
               counted((*each)[0].size(), "case", "cases");
    return out;
}

std::vector<std::string> unused_resamples(const report& r) {
    std::string counts;
    for (const auto& [task, cases] : r.case_counts)
        counts += (counts.empty() ? "" : ", ") + grouped(cases) + " (" + printable(task) + ")";
    const auto is_there = [&](std::size_t cases) {
        return std::ranges::any_of(r.case_counts,
                                   [&](const auto& e) { return e.second == cases; }) ||
               std::ranges::any_of(r.ceiling, [&](const auto& c) { return c.cases == cases; });
    };
    std::vector<std::string> out;
    for (const resample_set& each : r.used.resamples)
        if (each.empty())
            out.push_back("a file of resamples is empty, and not used");
        else if (r.used.intervals == interval_choice::jackknife_t)
            out.push_back("resamples were given and not used: a jackknife takes none");
        else if (!is_there(each[0].size()))
            out.push_back("resamples of " + counted(each[0].size(), "case", "cases") +
                          " were given and not used: the tasks' cases are " + counts);
    return out;
}

std::string too_few_for_significance(const report& r, const std::string& a, const std::string& b) {
    bool cases = false, replicates = false;
    for (const judge_pair& p : r.pairs)
        if (((p.a == a && p.b == b) || (p.a == b && p.b == a)) && p.asked_both && !std::isnan(p.p))
            (p.exact ? cases : replicates) = true;
    if (!replicates)
        return "cases";
    return cases ? "cases or replicates" : "replicates";
}

} // namespace preceptron::analysis
