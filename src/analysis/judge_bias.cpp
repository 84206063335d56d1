#include "analysis/judge_bias.hpp"

#include "agreement/alpha.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace preceptron::analysis {

using namespace agreement;

namespace {

using name_of_error = std::string (*)(const scaled_error&, const settings&);

bool lists(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string study_of(const scaled_error& e, const settings&) {
    return std::string(e.study);
}

std::string family_of(const scaled_error& e, const settings& s) {
    for (const auto& [family, models] : s.families)
        if (lists(models, e.model))
            return family;
    return {};
}

std::string author_of(const scaled_error& e, const settings&) {
    return e.model.empty() ? std::string() : std::string(to_string(author_named(e.model)));
}

std::vector<std::string> named(const std::vector<scaled_error>& errors, name_of_error name,
                               const settings& s) {
    std::vector<std::string> out;
    for (const scaled_error& e : errors)
        out.push_back(name(e, s));
    return out;
}

judge_bias find_bias(const std::string& judge, const std::vector<judged_task>& tasks,
                     const settings& s) {
    const std::vector<scaled_error> errors = scaled_errors(tasks);
    judge_bias out;
    out.judge = judge;
    out.groups = {{"study", errors_by(errors, named(errors, study_of, s))},
                  {"author", errors_by(errors, named(errors, author_of, s))},
                  {"length", errors_by(errors, length_quartiles(errors))},
                  {"grade", errors_by(errors, grade_levels(errors))}};
    if (!s.families.empty())
        out.groups.push_back({"family", errors_by(errors, named(errors, family_of, s))});
    out.length = length_slope(errors);
    out.length_at_equal_grade = length_slope_at_equal_grade(errors);
    for (const auto& [family, models] : s.families)
        if (lists(models, judge)) {
            out.family = family;
            out.preference = prefers_itself(errors, models);
        }
    return out;
}

} // namespace

std::vector<judge_bias> find_biases(const results::ratings& all, const settings& s) {
    std::vector<std::pair<std::string, std::vector<judged_task>>> tasks_of; // of each judge
    for (const results::rated_task& t : all.tasks)
        for (std::size_t j = 0; j < t.ratings.judges.size(); ++j) {
            const std::string& judge = t.ratings.judges[j].judge;
            auto found = std::ranges::find(tasks_of, judge, [](const auto& e) { return e.first; });
            if (found == tasks_of.end())
                found = tasks_of.insert(found, {judge, {}});
            found->second.push_back({&t.ratings, j});
        }
    std::vector<judge_bias> out;
    for (const auto& [judge, tasks] : tasks_of)
        out.push_back(find_bias(judge, tasks, s));
    return out;
}

author_names find_authors(const results::ratings& all) {
    std::map<author, std::set<std::string>> names;
    for (const results::rated_task& t : all.tasks)
        for (std::size_t i = 0; i < t.ratings.models.size(); ++i)
            if (t.ratings.grades[i] && !t.ratings.models[i].empty())
                names[author_named(t.ratings.models[i])].insert(t.ratings.models[i]);
    author_names out;
    for (const auto& [who, of] : names)
        out.emplace_back(who, std::vector(of.begin(), of.end()));
    return out;
}

std::vector<judge_consistency> find_consistency(const results::ratings& all) {
    std::vector<judge_consistency> out;
    for (const results::rated_task& t : all.tasks)
        for (std::size_t j = 0; j < t.repeats.size(); ++j)
            if (const rating_matrix& scores = t.repeats[j].scores; scores.raters() > 1)
                out.push_back({t.ratings.judges[j].judge, t.ratings.task, scores.raters(),
                               agreement_with_itself(scores),
                               krippendorff_alpha(scores, measurement::interval)});
    return out;
}

} // namespace preceptron::analysis
