// Which prompt of each task a judge is shown: `prompt` of the configuration.
#pragma once

#include "judging/task.hpp"

#include <string>
#include <string_view>

namespace preceptron::judging {

struct prompt_choice {
    std::string variant = "default"; // of each task that has one of this name
    std::string file{};              // a task file, which counts for its own task only; or empty
    std::string task_of_file{};

    const prompt_variant& of(const task& t) const noexcept { return t.variant(variant); }

    bool is_from_file(const task& t) const noexcept {
        return !file.empty() && t.name == task_of_file;
    }

    // What was used, for those who read the results.
    std::string_view name_for(const task& t) const noexcept {
        return is_from_file(t) ? std::string_view(file) : std::string_view(of(t).name);
    }
};

} // namespace preceptron::judging
