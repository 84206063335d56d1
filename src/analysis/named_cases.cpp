#include "analysis/named_cases.hpp"

#include "agreement/pairs.hpp"
#include "analysis/interval_method.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <set>
#include <string_view>

namespace preceptron::analysis {

using agreement::task_ratings;

namespace {

bool is_pair(const task_ratings& r, std::size_t judge, std::size_t entry) {
    return r.grades[entry] && r.judges[judge].scores[entry];
}

std::size_t named_cases(const task_ratings& r, std::size_t judge) {
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < r.size(); ++i)
        if (is_pair(r, judge, i) && !r.case_ids[i].empty())
            ids.insert(r.case_ids[i]);
    return ids.size();
}

// Unless an interval was asked for, or draws of so many cases were given.
settings by_jackknife(settings s, std::uint32_t cases) {
    if (s.intervals == interval_choice::automatic && !given_draws(cases, s))
        s.intervals = interval_choice::jackknife_t;
    return s;
}

} // namespace

std::size_t pairs_without_case(const task_ratings& r, std::size_t judge) {
    if (r.case_ids.empty() || !r.names_cases())
        return 0;
    std::size_t n = 0;
    for (std::size_t i = 0; i < r.size(); ++i)
        n += is_pair(r, judge, i) && r.case_ids[i].empty();
    return n;
}

settings by_named_cases(const task_ratings& r, const settings& s) {
    bool few = false;
    for (std::size_t j = 0; j < r.judges.size(); ++j)
        few = few || (pairs_without_case(r, j) > 0 && named_cases(r, j) < cases_for_bootstrap);
    return few ? by_jackknife(s, agreement::number_cases(r.case_ids, r.size()).count) : s;
}

settings by_named_cases(std::span<const std::string> case_ids, const settings& s) {
    std::set<std::string_view> ids(case_ids.begin(), case_ids.end());
    const bool partly = ids.erase("") > 0 && !ids.empty();
    return partly && ids.size() < cases_for_bootstrap
               ? by_jackknife(s, agreement::number_cases(case_ids, case_ids.size()).count)
               : s;
}

std::string note_on_cases(const task_ratings& r) {
    std::size_t graded = 0, unnamed = 0, used = 0;
    for (std::size_t i = 0; i < r.size(); ++i)
        if (r.grades[i]) {
            ++graded;
            unnamed += !r.case_ids.empty() && r.case_ids[i].empty();
        }
    for (std::size_t j = 0; j < r.judges.size(); ++j)
        used += pairs_without_case(r, j);
    if (used == 0)
        return {};
    return printable(r.task) + ": " + grouped(unnamed) + " of " +
           counted(graded, "entry has", "entries have") +
           " no case_id and count as a case each: intervals may be too narrow";
}

} // namespace preceptron::analysis
