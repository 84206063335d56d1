#include "agreement/case_sums.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace preceptron::agreement {

namespace {

using group_key = std::tuple<std::string, std::string, std::string>; // study, case, model
using case_key = std::pair<std::string, std::string>;

struct group {
    group_key key;
    std::vector<std::size_t> rows;
};

const std::string& at(const std::vector<std::string>& column, std::size_t row) {
    static const std::string none;
    return column.empty() ? none : column[row];
}

// In order of first appearance.
std::vector<group> groups_of(const task_ratings& t) {
    std::vector<group> out;
    std::map<group_key, std::size_t> index;
    for (std::size_t i = 0; i < t.size(); ++i) {
        if (at(t.case_ids, i).empty())
            continue;
        const group_key key{at(t.studies, i), at(t.case_ids, i), at(t.models, i)};
        const auto [found, fresh] = index.try_emplace(key, out.size());
        if (fresh)
            out.push_back({key, {}});
        out[found->second].rows.push_back(i);
    }
    return out;
}

case_key case_of(const group& g) {
    return {std::get<0>(g.key), std::get<1>(g.key)};
}

// How many rows a whole group of each case has.
std::map<case_key, std::size_t> sizes(const task_ratings& t, const std::vector<group>& groups) {
    std::map<case_key, std::size_t> out;
    if (!t.questions.empty()) {
        std::map<case_key, std::set<std::string>> questions;
        for (const group& g : groups)
            for (const std::size_t i : g.rows)
                questions[case_of(g)].insert(t.questions[i]);
        for (const auto& [key, names] : questions)
            out[key] = names.size();
        return out;
    }
    // Of each size, the largest first: of sizes that as many groups have the larger one is whole,
    // since a question is sooner left out than asked twice.
    std::map<case_key, std::map<std::size_t, std::size_t, std::greater<>>> counts;
    for (const group& g : groups)
        ++counts[case_of(g)][g.rows.size()];
    for (const auto& [key, by_size] : counts)
        out[key] =
            std::ranges::max_element(by_size, {}, [](const auto& e) { return e.second; })->first;
    return out;
}

bool has_repeats(const task_ratings& t, const group& g, std::size_t whole) {
    if (t.questions.empty())
        return g.rows.size() > whole;
    std::set<std::string> seen;
    return !std::ranges::all_of(g.rows,
                                [&](std::size_t i) { return seen.insert(t.questions[i]).second; });
}

rating sum_of(const std::vector<rating>& column, const group& g) {
    if (column.empty())
        return std::nullopt;
    double sum = 0;
    for (const std::size_t i : g.rows) {
        if (!column[i])
            return std::nullopt;
        sum += *column[i];
    }
    return sum;
}

} // namespace

case_sums sum_by_case(const task_ratings& t) {
    const std::vector<group> groups = groups_of(t);
    const std::map<case_key, std::size_t> whole = sizes(t, groups);
    const bool has_maxima = !graded_maxima(t).empty();
    case_sums out;
    out.groups = groups.size();
    out.knows_questions = !t.questions.empty();
    out.without_case = t.size();
    for (const group& g : groups)
        out.without_case -= g.rows.size();
    out.ratings.task = t.task + ".by_case";
    out.ratings.by_case = true;
    for (const judge_scores& j : t.judges)
        out.ratings.judges.push_back({j.judge, {}});
    for (const group& g : groups) {
        const std::size_t size = whole.at(case_of(g));
        const rating grade = sum_of(t.grades, g);
        if (has_repeats(t, g, size)) {
            ++out.repeated;
            continue;
        }
        const rating max_score = sum_of(t.max_scores, g);
        if (g.rows.size() < size || !grade || (has_maxima && !max_score)) {
            ++out.incomplete;
            continue;
        }
        task_ratings& r = out.ratings;
        r.studies.push_back(std::get<0>(g.key));
        r.case_ids.push_back(std::get<1>(g.key));
        r.models.push_back(std::get<2>(g.key));
        r.grades.push_back(grade);
        r.max_scores.push_back(max_score);
        for (std::size_t j = 0; j < t.judges.size(); ++j) {
            r.judges[j].scores.push_back(sum_of(t.judges[j].scores, g));
            r.judges[j].unasked.push_back(
                std::ranges::any_of(g.rows, [&](std::size_t i) { return t.is_unasked(j, i); }));
        }
    }
    return out;
}

} // namespace preceptron::agreement
