#include "session/planning/configured_tasks.hpp"

#include "core/nearest.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace preceptron::session {

namespace {

std::string unknown_task(const std::string& name, const std::vector<std::string_view>& known) {
    return "no task is named '" + printable(name, 60) + "'" + did_you_mean_of(name, known);
}

// A message of several lines, each of which names its own file already.
std::vector<config::problem> problems_of_folder(const failure& f,
                                                const config::configuration& config) {
    if (f.code == errc::no_such_input)
        return {{config.file, config.tasks_dir->where, "tasks_dir: " + f.message, f.code}};
    std::vector<config::problem> found;
    std::string_view rest = f.message;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        found.push_back({{}, {}, std::string(rest.substr(0, end)), f.code});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return found;
}

} // namespace

std::vector<config::problem> add_configured_tasks(judging::task_set& tasks,
                                                  const config::configuration& config,
                                                  const config_doubts& doubts,
                                                  std::span<const std::string> wanted) {
    if (config.tasks_dir)
        if (const auto added = tasks.add_folder(config.tasks_dir->value); !added)
            return problems_of_folder(added.error(), config); // names could be wrong for want of it
    std::vector<config::problem> found;
    // Aliases of nothing, which were told of.
    std::set<std::string> lost(doubts.aliases.begin(), doubts.aliases.end());
    for (const auto& [alias, target] : config.task_aliases)
        if (lost.contains(target.value)) {
            lost.insert(alias);
        } else if (const auto added = tasks.add_aliases({{alias, target.value}}); !added) {
            found.push_back({config.file, target.where, added.error().message});
            lost.insert(alias);
        }
    const auto is_unknown = [&](const std::string& name) {
        return !tasks.find(name) && !lost.contains(name);
    };
    const auto known = tasks.names();
    for (const std::string& name : wanted)
        if (is_unknown(name))
            found.push_back({{}, {}, "--tasks: " + unknown_task(name, known), errc::usage});
    if (wanted.empty())
        for (const auto& task : config.tasks)
            if (is_unknown(task.value))
                found.push_back({config.file, task.where, unknown_task(task.value, known)});
    return found;
}

} // namespace preceptron::session
