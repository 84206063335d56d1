#include "session/planning/config_doubts.hpp"

#include <algorithm>
#include <string_view>

namespace preceptron::session {

namespace {

constexpr std::string_view one_alias = "task_aliases.";

// What is wrong with the list of names itself, with one alias or with a judge's prompt, puts no
// other name in doubt.
bool is_about_tasks(const config::problem& p) {
    return p.message.find("task") != p.message.npos &&
           p.message.find("'tasks'") == p.message.npos && !p.message.starts_with("tasks:") &&
           !p.message.starts_with("prompt:") && !p.message.starts_with(one_alias);
}

bool is_nameless(const config::configured_judge& judge) {
    return judge.spec.name.empty();
}

} // namespace

config_doubts doubts_of(const std::vector<config::problem>& problems,
                        const config::configuration& read) {
    config_doubts doubts;
    doubts.judges = read.judges.empty() || std::ranges::any_of(read.judges, is_nameless);
    for (const config::problem& p : problems) {
        const std::string& text = p.message;
        doubts.tasks = doubts.tasks || is_about_tasks(p);
        doubts.judges = doubts.judges || text.starts_with("models:");
        doubts.prices = doubts.prices || text.find("price") != text.npos;
        const bool of_keys_file = !p.file.empty() && p.file != read.file;
        doubts.keys = doubts.keys || of_keys_file || text.starts_with("key:") ||
                      text.find("'key'") != text.npos;
        if (text.starts_with(one_alias)) // "task_aliases.NAME: expected …"
            doubts.aliases.push_back(
                text.substr(one_alias.size(), text.find(": expected ") - one_alias.size()));
    }
    return doubts;
}

} // namespace preceptron::session
