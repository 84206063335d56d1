#include "analysis/export/analysis_json.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "core/timestamp.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/judges_sentence.hpp"
#include "report/sections/page_sections.hpp"
#include "report/sections/statistics_sentences.hpp"

#include <filesystem>

namespace preceptron::report {

namespace {

std::string day(timestamp t) {
    return to_string(t).substr(0, 10);
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
               "; " + printable(t.source, 300) + "; default prompt " + default_prompt(in, t) + ")";
    return out;
}

// "a.csv (SHA-256 …) and b.csv"
std::string files_to_paste(const page_input& in) {
    std::vector<std::string> files;
    for (const rated_file& f : in.files)
        files.push_back(printable(std::filesystem::path(f.path).filename().string(), 80) +
                        (f.sha256.empty() ? "" : " (SHA-256 " + f.sha256 + ")"));
    return listed(files);
}

// Uncut: wherever else the page has a name, it may be shortened.
std::string names_to_paste(const analysis::report& r) {
    std::string out;
    for (const std::string& judge : judges_of(r))
        out += (out.empty() ? " Judges: " : "; ") + printable(judge, 1000);
    return out.empty() ? out : out + ".";
}

std::string paragraph_on_files(const page_input& in) {
    return "Scores and physicians' grades were read from " + files_to_paste(in) +
           " and compared with preceptron " + in.origin.version + "." +
           names_to_paste(in.agreement) + yield_sentence(in.agreement.counts) + " " +
           agreement_sentences(in.agreement);
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

std::string json_behind(const std::string& summary, std::string_view json) {
    return "<details><summary>" + summary + "</summary><pre>" +
           escaped(with_directions_shown(json)) + "</pre></details>\n";
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
    const bool of_files = !in.files.empty();
    std::string out =
        "<section id=methods><h2>Methods, to paste</h2>\n" +
        paragraph(of_files ? paragraph_on_files(in) : paragraph_to_paste(in)) +
        json_behind("Settings of the analysis", analysis::settings_json(in.agreement.used));
    if (!of_files)
        out += json_behind("The effective configuration, without secrets", in.origin.config) +
               table_behind("Hashes of the prompts", hashes(in)) +
               table_behind("Prices", prices(in.origin, judge_names(in)));
    return out + "</section>\n";
}

} // namespace preceptron::report
