#include "report/sections/judges_sentence.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <filesystem>

namespace preceptron::report {

namespace {

// Of names that a reader must be able to tell apart and to look up: nothing that anyone would call
// a name is as long.
std::string uncut(const std::string& name) {
    return printable(name, 1000);
}

// A variant, or the name of a task file.
std::string prompt_name(const std::string& prompt) {
    return printable(prompt.find('/') == prompt.npos
                         ? prompt
                         : std::filesystem::path(prompt).filename().string(),
                     60);
}

std::string prompt_of(const made_judge& j) {
    return j.prompt_file.empty() ? j.prompt : j.prompt_file;
}

std::string model_of(const std::string& provider, const std::string& model_id) {
    return printable(provider, 20) + " " + uncut(model_id);
}

// For one of its tasks at least.
bool was_configured(const made_judge& j, std::string_view prompt) {
    return prompt == prompt_of(j) ||
           std::ranges::any_of(j.prompts, [&](const auto& of) { return of.second == prompt; });
}

// Whether all answers that count were asked for as the last run was configured.
bool as_configured(const made_judge& j, const results::judge_facts& facts) {
    return facts.adopted_now == 0 &&
           std::ranges::all_of(facts.asked, [&j](const results::asked_way& way) {
               return way.provider == j.provider && way.model_id == j.model_id &&
                      was_configured(j, way.prompt);
           });
}

// "prompt default", or "prompts calibrated (cpc_bond) and default (r_idea)": not each task has
// each.
std::string prompts_of(const made_judge& j) {
    std::vector<std::pair<std::string, std::string>> groups; // prompt, its tasks
    for (const auto& [task, prompt] : j.prompts) {
        auto group = std::ranges::find(groups, prompt, [](const auto& g) { return g.first; });
        if (group == groups.end())
            group = groups.insert(group, {prompt, {}});
        group->second += (group->second.empty() ? "" : ", ") + printable(task, 60);
    }
    if (groups.size() < 2)
        return "prompt " + prompt_name(groups.empty() ? prompt_of(j) : groups[0].first);
    std::string out = "prompts ";
    for (std::size_t i = 0; i < groups.size(); ++i)
        out += (i == 0                  ? ""
                : i + 1 < groups.size() ? ", "
                                        : " and ") +
               prompt_name(groups[i].first) + " (" + groups[i].second + ")";
    return out;
}

// "40 of 60 answers by openai m1, default prompt; 20 of 60 taken over from …".
std::string ways(const results::judge_facts& facts) {
    std::uint64_t all = facts.adopted_now;
    for (const results::asked_way& way : facts.asked)
        all += way.answers;
    std::string out;
    const auto share = [&](std::uint64_t n) {
        return (out.empty() ? "" : "; ") + grouped(n) + " of " + counted(all, "answer", "answers");
    };
    for (const results::asked_way& way : facts.asked)
        out += share(way.answers) + " by " + model_of(way.provider, way.model_id) + ", " +
               prompt_name(way.prompt) + " prompt";
    if (facts.adopted_now > 0)
        out += share(facts.adopted_now) + " taken over from another program's files";
    return out;
}

// `first` stands before the first name.
std::string served_as(const made_judge& j, const results::judge_facts& facts,
                      std::string_view first) {
    std::string out;
    for (const results::served_model& m : facts.served)
        if (m.name != j.model_id && !m.name.empty() &&
            std::ranges::find(facts.asked, m.name, &results::asked_way::model_id) ==
                facts.asked.end())
            out += std::string(out.empty() ? first : ", ") + "served as " + uncut(m.name);
    return out;
}

// What was configured of one parameter, and whether the model took it.
std::string parameter(const std::string& words, const std::string& value, bool refused) {
    return ", " + words +
           (refused ? ": provider default (the one asked for was refused)" : " " + value);
}

std::string sampling(const made_judge& j, const results::judge_facts& facts) {
    const auto refused = [&](const std::string& name) {
        return facts.refused.contains({j.model_id, name});
    };
    const bool asked = j.temperature != "provider default";
    std::string out = parameter("temperature", j.temperature, asked && refused("temperature"));
    if (!j.reasoning_effort.empty())
        out += parameter("reasoning effort", printable(j.reasoning_effort, 20),
                         refused("reasoning_effort"));
    if (!j.extra_body.empty()) // goes before the settings of its names
        out += ", with " + printable(j.extra_body, 300) + " put into each request";
    return out;
}

// The records of answers name model and prompt; of sampling, and of what a prompt says, the
// manifest knows whether it was another.
std::string otherwise(const made_judge& j, const results::judge_facts& facts) {
    std::uint64_t all = 0;
    for (const results::asked_way& way : facts.asked)
        all += way.answers;
    const std::uint64_t n = std::min(j.asked_otherwise, all);
    if (n == 0)
        return {};
    return "; so the last run was configured: " +
           std::string(j.asked_otherwise_is_exact ? "" : "up to ") + grouped(n) + " of " +
           counted(all, "answer", "answers") + (n == 1 ? " was" : " were") +
           " asked for in another way (sampling or prompt)";
}

std::string judge_words(const made_judge& j, const results::judge_facts& facts) {
    const std::string repeats =
        j.repeats > 1 ? ", " + std::to_string(j.repeats) + " repeats" : std::string();
    if (as_configured(j, facts))
        return model_of(j.provider, j.model_id) + served_as(j, facts, ", ") + sampling(j, facts) +
               ", " + prompts_of(j) + repeats + otherwise(j, facts);
    std::string out = ways(facts) + served_as(j, facts, "; ");
    // Nobody knows how other programs sampled; of models that are no longer configured the records
    // do not say it.
    if (std::ranges::find(facts.asked, j.model_id, &results::asked_way::model_id) !=
        facts.asked.end())
        out += "; " + uncut(j.model_id) + " last asked for with" + sampling(j, facts).substr(1);
    return out + repeats;
}

} // namespace

std::string judges_sentence(const page_input& in) {
    std::string out;
    for (const made_judge& j : in.origin.judges) {
        const auto found = std::ranges::find(in.facts.judges, j.name, &results::judge_facts::judge);
        const auto facts = found == in.facts.judges.end() ? results::judge_facts{} : *found;
        out += (out.empty() ? "" : "; ") + uncut(j.name) + " (" + judge_words(j, facts) + ")";
    }
    return out;
}

} // namespace preceptron::report
