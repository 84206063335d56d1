#include "analysis/flow.hpp"

#include "core/grouped.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

using agreement::task_ratings;

namespace {

std::size_t count_of(const std::map<std::string, std::size_t>& counts, std::string_view name) {
    const auto found = counts.find(std::string(name));
    return found == counts.end() ? 0 : found->second;
}

} // namespace

std::size_t flow::asked() const {
    return judgements - count_of(missing, results::not_asked);
}

std::string flow::unfinished_part() const {
    const std::string whole = grouped(still_to_come) + " of " +
                              counted(asked(), "judgement is", "judgements are") + " still to come";
    if (repeats_to_come == 0)
        return whole;
    return still_to_come > 0
               ? whole + ", and repeats of " + counted(repeats_to_come, "other", "others")
               : "repeats of " + grouped(repeats_to_come) + " of " +
                     counted(asked(), "judgement", "judgements") + " are still to come";
}

std::string flow::asked_part() const {
    if (!entries_asked)
        return grouped(asked()) + " of " + grouped(judgements) +
               " judgements were asked for: the figures are of these";
    if (*entries_asked == could_be_asked)
        return {};
    if (*entries_asked == 0)
        return "none of the " + grouped(could_be_asked) +
               " graded entries was given to these judges";
    return grouped(*entries_asked) + " of " + grouped(could_be_asked) +
           " graded entries were given to the judges: the figures are of these";
}

namespace {

std::vector<bool> asked_of(const task_ratings& r, std::size_t judge) {
    std::vector<bool> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back(r.grades[i] && (r.judges[judge].scores[i] || !r.is_unasked(judge, i)));
    return out;
}

// How many graded entries of a task were asked: nothing where one judge was asked others than
// another. A judge that was kept to other tasks does not count.
std::optional<std::size_t> entries_asked(const task_ratings& r) {
    std::size_t n = 0;
    std::vector<bool> first;
    for (std::size_t j = 0; j < r.judges.size(); ++j) {
        const std::vector<bool> asked = asked_of(r, j);
        const auto count = static_cast<std::size_t>(std::ranges::count(asked, true));
        if (count == 0)
            continue;
        if (n > 0 && asked != first)
            return std::nullopt;
        n = count;
        first = asked;
    }
    return n;
}

} // namespace

flow count_flow(const results::ratings& all, const task_scales& scales) {
    flow f;
    f.entries = all.entries;
    f.ungraded = all.ungraded;
    f.bad_grades = all.bad_grades;
    f.ungraded_unjudged = all.ungraded_unjudged;
    f.development = all.development;
    for (const results::rated_task& t : all.tasks) {
        const auto graded = static_cast<std::size_t>(std::ranges::count_if(
            t.ratings.grades, [](const auto& grade) { return grade.has_value(); }));
        f.eligible += graded;
        const auto asked = entries_asked(t.ratings);
        f.entries_asked =
            f.entries_asked && asked ? std::optional(*f.entries_asked + *asked) : std::nullopt;
        f.judgements += graded * t.ratings.judges.size();
        for (std::size_t j = 0; j < t.ratings.judges.size(); ++j) {
            for (const auto& [why, n] : results::missing_by_class(t, j))
                f.missing[why] += n;
            const results::entries_to_ask open = results::still_to_ask(t, j);
            f.still_to_come += open.whole;
            f.repeats_to_come += open.repeat;
            f.only_later_repeats += results::with_later_scores_only(t, j);
        }
    }
    f.could_be_asked = f.eligible;
    for (const auto& [task, n] : all.unknown_tasks)
        if (scales.contains(task)) { // a run of some tasks left it out
            f.could_be_asked += n;
            f.not_selected[task] = n;
        } else {
            f.unknown_tasks[task] = n;
        }
    f.analysed = f.judgements;
    for (const auto& [why, n] : f.missing)
        f.analysed -= n;
    return f;
}

} // namespace preceptron::analysis
