#include "analysis/analysis_json.hpp"
#include "analysis/headline_text.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "core/timestamp.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/page_sections.hpp"

#include <algorithm>
#include <filesystem>

namespace preceptron::report {

namespace {

std::string day(timestamp t) {
    return to_string(t).substr(0, 10);
}

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
           counted(all, "answer", "answers") +
           (n == 1 ? " was" : " were") + " asked for in another way (sampling or prompt)";
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

std::string judges_sentence(const page_input& in) {
    std::string out;
    for (const made_judge& j : in.origin.judges) {
        const auto found = std::ranges::find(in.facts.judges, j.name, &results::judge_facts::judge);
        const auto facts = found == in.facts.judges.end() ? results::judge_facts{} : *found;
        out += (out.empty() ? "" : "; ") + uncut(j.name) + " (" + judge_words(j, facts) + ")";
    }
    return out;
}

// Those that were sent, where one was; else that of now.
std::vector<std::string> prompt_hashes(const page_input& in, const made_task& task,
                                       const std::string& variant) {
    std::vector<std::string> sent;
    for (const used_prompt& p : in.prompts)
        if (p.task == task.name && p.variant == variant)
            sent.push_back(p.hash);
    for (const auto& [name, hash] : task.prompt_hashes)
        if (name == variant && sent.empty())
            return {hash};
    return sent;
}

std::string default_prompt(const page_input& in, const made_task& task) {
    std::string out;
    for (const std::string& hash : prompt_hashes(in, task, "default"))
        out += (out.empty() ? "" : " and ") + hash.substr(0, 12);
    return out;
}

std::string tasks_sentence(const page_input& in) {
    std::string out;
    for (const made_task& t : in.origin.tasks)
        out += (out.empty() ? "" : "; ") + printable(t.name, 60) + " (" + printable(t.scale, 80) +
               "; " + printable(t.source, 300) + "; default prompt " + default_prompt(in, t) +
               ")";
    return out;
}

std::string observation_sentence(const analysis::report& r) {
    const auto known = std::ranges::count_if(r.cells, &analysis::rated_cell::cases_known);
    if (known == std::ssize(r.cells))
        return "Entries of one case count as one observation";
    return std::string(known > 0
                           ? "Entries of one case count as one observation; tasks without case "
                             "ids have each entry for one"
                           : "Without case ids each entry counts as one observation, and is what "
                             "is called a "
                             "case here") +
           ", so that intervals may be too narrow";
}

std::string interval_words(const analysis::settings& s) {
    using analysis::interval_choice;
    const std::string jackknife = "cluster-jackknife t (C - 1 degrees of freedom)",
                      bca = "bias-corrected accelerated bootstrap of cases (percentile where the "
                            "correction does not exist)",
                      rest = s.intervals == interval_choice::jackknife_t ? jackknife
                             : s.intervals == interval_choice::bca
                                 ? bca
                                 : "percentile bootstrap of cases";
    const bool automatic = s.intervals == interval_choice::automatic;
    return "intervals of a judge on a task, and of two judges' difference on one, are " +
           (automatic ? jackknife + " with fewer than 40 cases and " + bca + " from there" : rest) +
           "; of the rank correlation of systems, " + rest +
           " (choice: " + std::string(analysis::to_string(s.intervals)) + "; seed " +
           std::to_string(s.seed) + ", " + grouped(s.replicates) +
           " replicates; all resamples enumerated up to 7 cases). Averages over tasks are "
           "unweighted means; over several tasks they, and judges' differences, have intervals by "
           "cluster-jackknife t with Satterthwaite's degrees of freedom, a case that several tasks "
           "share being left out of all of them at once, and none where the cases of a task do not "
           "differ. Bias by group, slopes, judges beside physicians, and physicians' kappa have "
           "cluster-jackknife t intervals. ";
}

std::string agreement_sentences(const analysis::report& r) {
    const analysis::settings& s = r.used;
    std::string out =
        "Agreement is quadratic weighted kappa (QWK) with weights spaced by " +
        std::string(s.spacing == agreement::spacing::value
                        ? "points, which then equals Lin's concordance"
                        : "category") +
        "; of tasks whose entries have maxima of their own, "
        "of "
        "scores divided by the maximum. " +
        observation_sentence(r) + ": " + interval_words(s) +
        "Judges are compared on entries both "
        "scored, by the difference of " +
        (s.primary == "mae" ? "mean absolute error in shares of the maximum (in points where an "
                              "entry has none)"
                            : "QWK") +
        ", with exchanges of whole cases (exact up to 16 cases) and Holm's adjustment within a "
        "task. "
        "Missing scores are left out and counted; set as far from the grade as the scale allows, "
        "they bound mean absolute error and exact agreement, though not QWK. Of repeats the " +
        std::string(analysis::to_string(s.repeats)) + " is used. " +
        std::string(analysis::grades_are_uncertain);
    if (!s.split.empty())
        out += " " + grouped(r.counts.development) + " entries of development cases were left out.";
    if (!r.ceiling.empty())
        out +=
            " A judge and each physician were compared with the mean of the other physicians; a "
            "judge is called non-inferior when the lower limit of the 95 % interval of the "
            "difference in QWK by points lies above -" +
            number_text(s.margin) +
            ". These intervals leave out cases and take the physicians as fixed: they say nothing "
            "of other physicians. Verdicts are not adjusted for the number of judges and tasks.";
    return out;
}

// How many of the judgements that were asked for have a score. What no run was to ask is missing
// from nothing.
std::string yield_sentence(const analysis::flow& f) {
    const std::string eligible = counted(f.eligible, "eligible entry", "eligible entries"),
                      scored = grouped(f.analysed) + " had a score";
    std::string asked = counted(f.asked(), "judgement", "judgements");
    if (f.asked() == f.judgements)
        asked += " of " + eligible;
    else if (f.entries_asked && *f.entries_asked < f.eligible)
        asked += " that " + std::string(f.asked() == 1 ? "was" : "were") + " asked for, of " +
                 grouped(*f.entries_asked) + " of " + eligible;
    else
        asked += " that " + std::string(f.asked() == 1 ? "was" : "were") +
                 " asked for, not of each judge the same entries, of " + eligible;
    return " Of " + asked + ", " + scored +
           (f.unfinished() ? "; " + grouped(f.still_to_come) + " were still to come." : ".");
}

std::string paragraph_to_paste(const page_input& in) {
    const made_with& m = in.origin;
    const std::string file = std::filesystem::path(m.dataset).filename().string();
    std::string out = "Judges graded answers of " + printable(file, 80) + " (" +
                      counted(m.entries, "entry", "entries") + ", SHA-256 " + m.dataset_sha256 +
                      ") with preceptron " + m.version;
    if (in.facts.first) {
        const std::string first = day(*in.facts.first), last = day(*in.facts.last);
        out += (first == last ? " on " + first : " from " + first + " to " + last) + " (UTC)";
    }
    return out + ". Judges: " + judges_sentence(in) + ". Tasks: " + tasks_sentence(in) + "." +
           yield_sentence(in.agreement.counts) + " " + agreement_sentences(in.agreement) +
           " Configuration " + m.config_hash + ".";
}

analysis::section hashes(const page_input& in) {
    analysis::section s{"", {"task", "prompt", "SHA-256 of the template"}, 3, {}, {}};
    for (const made_task& t : in.origin.tasks)
        for (const auto& [variant, of_now] : t.prompt_hashes)
            for (const std::string& hash : prompt_hashes(in, t, variant))
                s.rows.push_back({printable(t.name, 60), printable(variant, 40), hash});
    return s;
}

analysis::section prices(const made_with& m, const judge_names& names) {
    analysis::section s{"", {"judge", "US$ a million tokens: input / cached / output"}, 2, {}, {}};
    for (const made_judge& j : m.judges)
        s.rows.push_back({names(j.name), j.price.empty() ? "unknown" : j.price});
    if (!m.prices_as_of.empty())
        s.remarks.push_back("The built-in prices are as of " + printable(m.prices_as_of, 20) + ".");
    return s;
}

} // namespace

std::string methods_section(const page_input& in) {
    return "<section id=methods><h2>Methods, to paste</h2>\n" + paragraph(paragraph_to_paste(in)) +
           "<details><summary>Settings of the analysis</summary><pre>" +
           escaped(with_directions_shown(analysis::settings_json(in.agreement.used))) +
           "</pre></details>\n" +
           "<details><summary>The effective configuration, without secrets</summary><pre>" +
           escaped(with_directions_shown(in.origin.config)) + "</pre></details>\n" +
           table_behind("Hashes of the prompts", hashes(in)) +
           table_behind("Prices", prices(in.origin, judge_names(in))) + "</section>\n";
}

} // namespace preceptron::report
