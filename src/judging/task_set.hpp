// The tasks that can be judged, by the dataset's `benchmark` values.
#pragma once

#include "core/result.hpp"
#include "judging/task.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::judging {

class task_set {
  public:
    // The tasks in data/tasks.
    static task_set built_in();

    // Adds a task, or puts it in the place of the one of its name. Aliases stay: they belong to a
    // task's name, not to the file that first named them.
    void put(task t);

    // put() for every *.yaml and *.yml of a folder. errc::no_such_input: there is no such folder;
    // errc::bad_configuration: the message has one line for each thing wrong in any of the files,
    // and for two files with the same task. Nothing is put then.
    result<void> add_folder(const std::filesystem::path& folder);

    // Judges `benchmark` values with another task's rubric; stronger than a task of that name.
    // errc::bad_configuration when a target is no known task or alias: one line for each.
    result<void> add_aliases(const std::map<std::string, std::string>& target_of);

    // The task that judges entries with this `benchmark` value, or nullptr. The pointer holds until
    // the set is changed.
    const task* find(std::string_view benchmark) const noexcept;

    // All that find() knows, sorted: for "did you mean".
    std::vector<std::string_view> names() const;

    auto begin() const noexcept { return tasks_.begin(); } // pairs (name, task), sorted by name
    auto end() const noexcept { return tasks_.end(); }

  private:
    std::map<std::string, task, std::less<>> tasks_;
    std::map<std::string, std::string, std::less<>> aliases_;    // of task files
    std::map<std::string, std::string, std::less<>> configured_; // by add_aliases
};

} // namespace preceptron::judging
