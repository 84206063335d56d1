#include "analysis/rater_entries.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <string_view>

namespace preceptron::analysis {

using agreement::long_rating;

namespace {

// Ratings without a column of tasks: whatever task a rater's row names is theirs.
bool one_without_name(const results::ratings& all) {
    return all.tasks.size() == 1 && all.tasks[0].ratings.task == results::unnamed_task;
}

bool is_of(const long_rating& rating, const std::string& task, bool any_task) {
    return any_task || rating.task.empty() || rating.task == task;
}

// Ambiguous ids with the names of their tasks.
using meanings = std::map<std::string_view, std::set<std::string_view>>;

meanings several_meanings(const results::ratings& all, const std::vector<long_rating>& raters) {
    meanings tasks_of;
    for (const results::rated_task& task : all.tasks)
        for (const std::string& id : task.ids)
            tasks_of[id].insert(task.ratings.task);
    const bool any_task = one_without_name(all);
    meanings out, named;
    for (const long_rating& each : raters) {
        const auto found = tasks_of.find(each.item);
        if (found == tasks_of.end())
            continue;
        if (any_task)
            named[each.item].insert(each.task);
        else if (each.task.empty() && found->second.size() > 1)
            out.insert(*found);
    }
    for (auto& [id, tasks] : named)
        if (tasks.size() > 1)
            out.insert({id, std::move(tasks)});
    return out;
}

} // namespace

result<void> check_raters(const results::ratings& all, const std::vector<long_rating>& raters) {
    const meanings several = several_meanings(all, raters);
    if (several.empty())
        return {};
    const auto& [id, tasks] = *several.begin();
    std::string names;
    for (const std::string_view task : tasks)
        names += (names.empty() ? "" : ", ") +
                 (task.empty() ? std::string("one without a name") : printable(task, 60));
    const std::size_t others = several.size() - 1;
    return fail(errc::bad_dataset,
                "raters: entry '" + printable(id, 60) + "' is in several tasks (" + names + ")" +
                    (others == 0 ? ""
                                 : ", as " + std::string(others == 1 ? "is " : "are ") +
                                       counted(others, "other entry", "other entries")) +
                    "; which of them was rated must be said: add a column 'task' to " +
                    (one_without_name(all) ? "the ratings" : "the raters' file"));
}

std::vector<long_rating> raters_of(const results::rated_task& task, const results::ratings& all,
                                   const std::vector<long_rating>& raters) {
    const bool any_task = one_without_name(all);
    std::vector<long_rating> out;
    std::ranges::copy_if(raters, std::back_inserter(out), [&](const long_rating& each) {
        return is_of(each, task.ratings.task, any_task);
    });
    return out;
}

std::string first_few(const std::vector<std::string>& ids) {
    constexpr std::size_t most_named = 5;
    std::string names;
    for (const std::string& id : std::views::take(ids, most_named))
        names += (names.empty() ? "" : ", ") + printable(id, 40);
    return names + (ids.size() > most_named ? ", …" : "");
}

std::vector<std::string> strange_entries(const results::ratings& all,
                                         const std::vector<long_rating>& raters) {
    const bool any_task = one_without_name(all);
    std::map<std::string_view, std::vector<const std::string*>> tasks_of;
    for (const results::rated_task& task : all.tasks)
        for (const std::string& id : task.ids)
            tasks_of[id].push_back(&task.ratings.task);
    const auto is_analysed = [&](const long_rating& each) {
        const auto found = tasks_of.find(each.item);
        return found != tasks_of.end() &&
               std::ranges::any_of(found->second, [&](const std::string* task) {
                   return is_of(each, *task, any_task);
               });
    };
    if (std::ranges::none_of(raters, is_analysed))
        return {"none of the raters' entries is among those analysed"};
    const std::set<std::string_view> development(all.development_ids.begin(),
                                                 all.development_ids.end());
    std::set<std::string> strange;
    for (const long_rating& each : raters)
        if (!is_analysed(each) && !development.contains(each.item))
            strange.insert(each.item);
    if (strange.empty())
        return {};
    return {counted(strange.size(), "of the raters' entries is", "of the raters' entries are") +
            " not among those analysed: " + first_few({strange.begin(), strange.end()})};
}

} // namespace preceptron::analysis
