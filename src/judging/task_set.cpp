#include "judging/task_set.hpp"

#include "core/folder.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "judging/built_in_tasks.hpp"
#include "judging/json_nodes.hpp"
#include "judging/task_file.hpp"

#include <algorithm>

namespace preceptron::judging {

namespace {

namespace fs = std::filesystem;

result<std::vector<fs::path>> task_files_in(const fs::path& folder) {
    std::error_code ec;
    std::vector<fs::path> files;
    for (const std::string& name : names_in(folder, ec))
        // What begins with a dot is an editor's lock, or what other systems put beside a file.
        if (!name.starts_with('.') && (name.ends_with(".yaml") || name.ends_with(".yml")))
            files.push_back(folder / name);
    if (ec)
        return fail(errc::no_such_input,
                    "cannot read the tasks folder " + folder.string() + ": " + ec.message());
    std::ranges::sort(files);
    return files;
}

void add_line(std::string& lines, const std::string& line) {
    if (!lines.empty())
        lines += '\n';
    lines += line;
}

} // namespace

task_set task_set::built_in() {
    task_set set;
    for (const embedded_file& file : built_in_task_files())
        set.put(task_from(nodes_of_json(file.text), std::string(file.name)).value());
    return set;
}

void task_set::put(task t) {
    for (const std::string& alias : t.aliases)
        aliases_[alias] = t.name;
    std::string name = t.name;
    tasks_.insert_or_assign(std::move(name), std::move(t));
}

result<void> task_set::add_folder(const fs::path& folder) {
    const fs::path absolute = fs::absolute(folder).lexically_normal();
    const auto files = task_files_in(absolute);
    if (!files)
        return files.error();
    std::string problems;
    std::map<std::string, fs::path> file_of;
    std::vector<task> read;
    for (const fs::path& file : *files) {
        auto one = read_task_file(file);
        if (!one) {
            add_line(problems, one.error().message);
            continue;
        }
        const auto [earlier, first] = file_of.emplace(one->name, file);
        if (!first)
            add_line(problems, file.string() + ":1:1: the task " + one->name + " stands in " +
                                   earlier->second.string() + ", too");
        read.push_back(std::move(*one));
    }
    if (!problems.empty())
        return fail(errc::bad_configuration, std::move(problems));
    for (task& t : read)
        put(std::move(t));
    return {};
}

result<void> task_set::add_aliases(const std::map<std::string, std::string>& target_of) {
    std::string problems;
    std::map<std::string, std::string, std::less<>> resolved;
    for (const auto& [alias, target] : target_of) {
        if (const task* const t = find(target)) {
            resolved.insert_or_assign(alias, t->name);
            continue;
        }
        const auto meant = nearest(target, names());
        add_line(problems, "the alias " + printable(alias, 60) + " means the task \"" +
                               printable(target, 60) + "\", which does not exist" +
                               (meant ? ": did you mean " + std::string(*meant) + "?" : ""));
    }
    if (!problems.empty())
        return fail(errc::bad_configuration, std::move(problems));
    for (auto& [alias, target] : resolved)
        configured_.insert_or_assign(alias, std::move(target));
    return {};
}

const task* task_set::find(std::string_view benchmark) const noexcept {
    const auto task_named = [this](std::string_view name) {
        const auto found = tasks_.find(name);
        return found == tasks_.end() ? nullptr : &found->second;
    };
    if (const auto alias = configured_.find(benchmark); alias != configured_.end())
        return task_named(alias->second);
    if (const task* const named = task_named(benchmark))
        return named;
    const auto alias = aliases_.find(benchmark);
    return alias == aliases_.end() ? nullptr : task_named(alias->second);
}

std::vector<std::string_view> task_set::names() const {
    std::vector<std::string_view> all;
    for (const auto& [name, t] : tasks_)
        all.emplace_back(name);
    for (const auto* aliases : {&aliases_, &configured_})
        for (const auto& [alias, target] : *aliases)
            all.emplace_back(alias);
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

} // namespace preceptron::judging
