#include "cli/prompt_text.hpp"

#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "session/planning/entry_prompts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <variant>
#include <vector>

#include <unistd.h>

namespace preceptron::cli {

namespace {

std::string in_quotes(std::string_view name) {
    return "'" + printable(name, 80) + "'";
}

failure no_such_entry(const dataset::dataset& data, std::string_view id) {
    std::vector<std::string_view> ids;
    for (const entry& e : data.entries)
        ids.push_back(e.id);
    std::string hint = did_you_mean(id, ids);
    if (hint.empty() && !ids.empty())
        hint = "; the first one's is " + in_quotes(ids.front());
    return fail(errc::usage, "--show-prompt: no entry of " + data.path.string() + " has the id " +
                                 in_quotes(id) + printable(hint));
}

std::string list_of(std::vector<std::string> names) {
    for (std::string& name : names)
        name = printable(name, 80);
    return joined(names, ", ");
}

std::string with_end_of_line(std::string_view text) {
    return std::string(text) + (text.ends_with('\n') ? "" : "\n");
}

std::string head_of(const session::entry_prompt& prompt, const judging::rendered_prompt& shown) {
    std::string out = std::string(prompt.judges.size() == 1 ? "judge " : "judges ") +
                      list_of(prompt.judges) + ": prompt " + printable(prompt.prompt) + ", " +
                      counted(shown.messages.bytes(), "byte", "bytes");
    if (!shown.context_missing.empty())
        out += "; (not available) stands for " + list_of(shown.context_missing);
    return out + "\n";
}

std::string text_of(const session::entry_prompt& prompt, const judging::rendered_prompt& shown) {
    return head_of(prompt, shown) + "\n---- system ----\n" +
           with_end_of_line(shown.messages.system.view()) + "\n---- user ----\n" +
           with_end_of_line(shown.messages.user);
}

// What a run would not do with the entry, whatever it would be asked.
void note_what_keeps_it_out(const console& out, const session::run_inputs& inputs, const entry& e) {
    if (!e.grade)
        out.note(in_quotes(e.id) + " has no grade, and is not judged");
    if (!inputs.wants_task(e.task))
        out.note("the task of " + in_quotes(e.id) + " is not among those that are asked for");
}

// Empty where nobody would be asked anything: that has been said.
std::string shown_of(const console& out, const session::run_inputs& inputs, const entry& e) {
    const auto prompts = session::prompts_for(inputs, e);
    if (prompts.empty())
        out.warn("entry " + in_quotes(e.id) + ": no task judges its benchmark " +
                 in_quotes(e.task) + ": add task_aliases");
    std::string text;
    for (const session::entry_prompt& prompt : prompts)
        if (const auto* shown = std::get_if<judging::rendered_prompt>(&prompt.asked))
            text += "\n" + text_of(prompt, *shown);
        else
            out.warn("entry " + in_quotes(e.id) + ", " + list_of(prompt.judges) + ": " +
                     std::get<judging::missing_context>(prompt.asked).message +
                     ": nothing is sent");
    if (text.empty())
        return {};
    note_what_keeps_it_out(out, inputs, e);
    return "entry " + in_quotes(e.id) + " of task " + printable(e.task, 80) + text;
}

bool would_be_sent(const session::run_inputs& inputs, const entry& e) {
    return std::ranges::any_of(session::prompts_for(inputs, e), [](const auto& prompt) {
        return std::holds_alternative<judging::rendered_prompt>(prompt.asked);
    });
}

// Of each task that is asked for the first entry that would be sent; where none would be, the first
// that has a grade, so that what it lacks is told.
std::vector<const entry*> first_entries(const session::run_inputs& inputs) {
    std::vector<const entry*> found;
    std::map<std::string_view, std::size_t> places;
    std::set<std::string_view> sent;
    for (const entry& e : inputs.data.entries) {
        if (!e.grade || !inputs.wants_task(e.task) || !inputs.tasks.find(e.task) ||
            sent.contains(e.task))
            continue;
        const auto [place, is_first] = places.try_emplace(e.task, found.size());
        if (is_first)
            found.push_back(&e);
        if (!would_be_sent(inputs, e))
            continue;
        found[place->second] = &e;
        sent.insert(e.task);
    }
    return found;
}

} // namespace

int show_prompts(const console& out, const session::run_inputs& inputs,
                 const std::optional<std::string>& id) {
    std::vector<const entry*> entries =
        id ? std::vector{inputs.data.find(*id)} : first_entries(inputs);
    if (id && !entries[0])
        return out.fail(no_such_entry(inputs.data, *id));
    std::string text;
    for (const entry* const e : entries)
        if (std::string shown = shown_of(out, inputs, *e); !shown.empty())
            text += (text.empty() ? "" : "\n\n") + shown;
    if (text.empty())
        return out.fail(
            fail(errc::bad_dataset,
                 "nothing would be sent of " + std::string(id ? "this entry" : "these entries")));
    return out.show(::isatty(STDOUT_FILENO) == 1 ? printable_lines(text) : text);
}

} // namespace preceptron::cli
