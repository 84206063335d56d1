#include "analysis/notes.hpp"

#include "analysis/rater_entries.hpp"
#include "analysis/rater_names.hpp"
#include "analysis/text/resampling.hpp"
#include "core/grouped.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace preceptron::analysis {

namespace {

std::vector<std::string> each_once(const std::vector<std::string>& ids) {
    std::set<std::string_view> told;
    std::vector<std::string> out;
    for (const std::string& id : ids)
        if (told.insert(id).second)
            out.push_back(id);
    return out;
}

void note_raters_rows(report& out, const std::vector<std::string>& off_scale) {
    if (!off_scale.empty())
        out.notes.push_back(
            counted(off_scale.size(), "of the raters' grades is", "of the raters' grades are") +
            " below or above the scores of the task and left out: " +
            first_few(each_once(off_scale)));
    std::size_t repeated = 0;
    for (const task_ceiling& c : out.ceiling)
        repeated += c.repeated;
    if (repeated > 0)
        out.notes.push_back(
            counted(repeated, "of the raters' rows says", "of the raters' rows say") +
            " what an earlier one says, and counts once");
}

// What the run has counted apart; empty: nothing.
std::string parts_of_ungraded(const flow& f) {
    std::string out;
    if (f.bad_grades > 0)
        out = grouped(f.bad_grades) + (f.bad_grades == 1 ? " has" : " have") +
              " one that is no number";
    if (f.ungraded_unjudged > 0)
        out += (out.empty() ? "" : ", ") + grouped(f.ungraded_unjudged) +
               (f.ungraded_unjudged == 1 ? " is" : " are") + " of tasks that are not judged";
    return out.empty() ? out : " (" + out + ")";
}

std::string note_on_ungraded(const report& r) {
    std::size_t rated = 0;
    for (const task_ceiling& c : r.ceiling)
        rated += c.ungraded;
    const std::size_t all = r.counts.ungraded;
    return counted(all, "entry has no grade", "entries have no grade") +
           parts_of_ungraded(r.counts) + (all == 1 ? " and is" : " and are") + " in no figure" +
           (rated == 0 ? ""
            : rated >= r.counts.ungraded
                ? " but those beside the raters"
                : ", but for " + grouped(rated) + (rated == 1 ? " that is" : " that are") +
                      " in those beside the raters");
}

} // namespace

void note_on_raters(report& out, const results::ratings& all,
                    const std::vector<agreement::long_rating>& raters,
                    const std::vector<std::string>& off_scale) {
    std::ranges::move(strange_entries(all, raters), std::back_inserter(out.notes));
    note_raters_rows(out, off_scale);
    std::ranges::move(names_but_for_case(raters), std::back_inserter(out.notes));
    for (const task_ceiling& c : out.ceiling)
        if (std::string note = note_on_left_out(c); !note.empty())
            out.notes.push_back(std::move(note));
}

void note_what_is_left_out(report& out) {
    std::ranges::move(unused_resamples(out), std::back_inserter(out.notes));
    if (out.counts.ungraded > 0)
        out.notes.push_back(note_on_ungraded(out));
    if (const std::size_t n = out.counts.only_later_repeats; n > 0)
        out.notes.push_back(counted(n, "judgement is", "judgements are") +
                            " left out: the first repeat has no score, only a later one (--repeats "
                            "mean or median counts them)");
    if (out.counts.without_maximum > 0)
        out.notes.push_back(
            counted(out.counts.without_maximum, "entry is", "entries are") +
            " left out: without a max_score, in a task whose entries differ in theirs");
    if (out.counts.unfinished())
        out.notes.push_back("not finished: " + out.counts.unfinished_part());
    if (std::string part = out.counts.asked_part(); !part.empty())
        out.notes.push_back(std::move(part));
}

} // namespace preceptron::analysis
