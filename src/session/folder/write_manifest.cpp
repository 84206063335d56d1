#include "session/folder/write_manifest.hpp"

#include "benchmark/object_members.hpp"
#include "config/effective.hpp"
#include "core/json_text.hpp"
#include "core/timestamp.hpp"
#include "journal/descriptor.hpp"
#include "journal/recovery.hpp"
#include "session/folder/asked_cells.hpp"
#include "session/folder/manifest.hpp"
#include "session/folder/manifest_file.hpp"
#include "session/folder/manifest_judges.hpp"
#include "session/version.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <map>
#include <vector>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

void write_plan(json_writer& out, const run_inputs& inputs, const planned_run& planned) {
    out.key("plan").begin_array();
    for (std::size_t i = 0; i < planned.work.cells.size(); ++i) {
        const plan_cell& cell = planned.work.cells[i];
        out.begin_object().member("judge", inputs.judges[cell.judge].spec.name);
        out.member("task", cell.task);
        out.member("trials", static_cast<std::uint64_t>(cell.planned()));
        out.member("settled_beside", planned.beside.settled[i]).end_object();
    }
    out.end_array();
}

void write_classes(json_writer& out, std::string_view name,
                   const outcome_counts::by_class& counts) {
    out.key(name).begin_object();
    for (std::size_t c = 0; c < counts.size(); ++c)
        if (counts[c] > 0)
            out.member(failure_class_names[c], counts[c]);
    out.end_object();
}

void write_uncounted(json_writer& out, const std::vector<outcome_counts>& cells) {
    out.key("uncounted").begin_array();
    for (const outcome_counts& cell : cells) {
        out.begin_object().member("judge", cell.judge).member("task", cell.task);
        out.member("scored", cell.scored);
        write_classes(out, "failed", cell.failed);
        write_classes(out, "retryable", cell.retryable);
        out.end_object();
    }
    out.end_array();
}

// How many there are to ask now of what runs have set out to ask; nothing where that is unknown.
std::optional<std::uint64_t>
trials_of(const results::asked_cell& cell, const run_inputs& inputs,
          const std::map<std::string, std::vector<std::uint32_t>, std::less<>>& by_task) {
    const auto judge = std::ranges::find(inputs.judges, cell.judge,
                                         [](const prepared_judge& j) { return j.spec.name; });
    const auto of_task = by_task.find(cell.task);
    if (judge == inputs.judges.end() || of_task == by_task.end() || !inputs.tasks.find(cell.task))
        return {};
    const std::size_t there = of_task->second.size();
    return std::min(cell.entries.value_or(there), there) *
           static_cast<std::uint64_t>(judge->spec.repeats);
}

void write_asked(json_writer& out, const std::vector<results::asked_cell>& cells,
                 const run_inputs& inputs) {
    const auto by_task = graded_entries_by_task(inputs.data.entries);
    out.key("asked").begin_array();
    for (const results::asked_cell& cell : cells) {
        out.begin_object().member("judge", cell.judge).member("task", cell.task).key("entries");
        cell.entries ? out.value(static_cast<std::uint64_t>(*cell.entries)) : out.null();
        if (const auto trials = trials_of(cell, inputs, by_task))
            out.member("trials", *trials);
        out.end_object();
    }
    out.end_array();
}

void write_epochs(json_writer& out, const std::vector<settings_epoch>& epochs) {
    out.key("epochs").begin_array();
    for (const settings_epoch& epoch : epochs) {
        out.begin_object().member("settings", epoch.digest);
        out.member("after_segment", static_cast<std::uint64_t>(epoch.after.segment));
        out.member("after_offset", static_cast<std::uint64_t>(epoch.after.offset)).end_object();
    }
    out.end_array();
}

void write_questions(json_writer& out, const std::vector<question_settings>& used) {
    out.key("questions").begin_array();
    for (const question_settings& cell : used) {
        out.begin_object().member("judge", cell.judge).member("task", cell.task);
        out.key("settings").begin_array();
        for (const std::string& digest : cell.digests)
            out.value(digest);
        out.end_array();
        if (!cell.present.empty()) { // else it is still as an older version has left it
            out.member("present", cell.present).key("otherwise").begin_array();
            for (const std::string& digest : cell.otherwise)
                out.value(digest);
            out.end_array();
            if (cell.others)
                out.member("others", *cell.others);
        }
        if (!cell.configured.empty())
            out.member("configured", cell.configured);
        write_epochs(out, cell.epochs);
        out.end_object();
    }
    out.end_array();
}

std::vector<results::asked_cell> asked_before(const result<manifest>& last,
                                              const journal::stored_results& stored) {
    if (last)
        return asked_cells(*last, stored);
    if (last.error().code == errc::no_such_input) // what is stored was adopted
        return {};
    return asked_cells({}, stored);
}

bool is_json(std::string_view text) {
    boost::system::error_code ec;
    boost::json::parse(boost::json::string_view(text.data(), text.size()), ec);
    return !ec;
}

result<std::optional<fs::path>> set_damaged_aside(const fs::path& checkpoint,
                                                  const result<manifest>& last,
                                                  results::file_access access) {
    if (last || last.error().code != errc::bad_journal)
        return std::optional<fs::path>();
    const auto text = read_manifest_text(checkpoint / "manifest.json");
    if (!text)
        return text.error();
    fs::path aside = journal::dated_name(checkpoint, "damaged-manifest", now_utc());
    if (auto kept = journal::create_durably(aside, *text, access); !kept)
        return kept.error();
    return std::optional(std::move(aside));
}

// The settings of the analysis that were frozen before, of a damaged manifest as far as they are
// whole in it, else those of now; and where others may be lost.
void write_frozen_analysis(json_writer& out, const fs::path& checkpoint,
                           const result<manifest>& last, const std::optional<fs::path>& aside,
                           std::string_view now) {
    const auto before = read_manifest_text(checkpoint / "manifest.json");
    const auto frozen = before ? member_text(*before, "analysis") : std::string_view();
    const bool kept = !frozen.empty() && is_json(frozen);
    if (kept || !now.empty())
        out.key("analysis").raw(kept ? frozen : now);
    if (before && !kept && aside && !is_json(*before))
        out.member("lost_first_analysis", aside->filename().string());
    if (last && !last->lost_first_analysis.empty())
        out.member("lost_first_analysis", last->lost_first_analysis);
}

} // namespace

result<std::optional<fs::path>>
write_manifest(const fs::path& checkpoint, const run_inputs& inputs, const planned_run& planned,
               const journal::stored_results& stored, std::string_view command,
               results::file_access access, std::string_view analysis) {
    const plan& work = planned.work;
    const auto last = read_manifest(checkpoint.parent_path());
    if (last.has_error() && last.error().code == errc::io) // what it keeps would be lost
        return last.error();
    auto aside = set_damaged_aside(checkpoint, last, access);
    if (!aside)
        return aside.error();
    std::string text;
    json_writer out(text, 2);
    out.begin_object().member("schema", "preceptron.manifest/1");
    out.member("version", program_version);
    out.key("dataset").begin_object().member("path", inputs.data.path.string());
    out.member("sha256", inputs.data.sha256);
    out.member("entries", static_cast<std::uint64_t>(inputs.data.entries.size())).end_object();
    write_judges_and_tasks(out, inputs, stored);
    write_plan(out, inputs, planned);
    write_uncounted(out, planned.beside.uncounted);
    out.member("left_out_of_entries", planned.beside.left_out.of_entries);
    write_asked(out, asked_with(asked_before(last, stored), inputs, work, stored), inputs);
    write_questions(out, settings_with(last ? last->questions : std::vector<question_settings>(),
                                       last && last->dataset_sha256 == inputs.data.sha256, inputs,
                                       planned, stored));
    out.member("prices_as_of", inputs.prices_as_of);
    out.member("config_file", inputs.config.file.string());
    std::error_code unknown;
    out.member("command", command);
    out.member("working_directory", fs::current_path(unknown).string());
    out.member("config_hash", config::config_hash(inputs.config));
    out.key("config").raw(config::effective_json(inputs.config));
    write_frozen_analysis(out, checkpoint, last, *aside, analysis);
    out.end_object();
    text += '\n';
    if (auto written = write_manifest_text(checkpoint, text, access); !written)
        return written.error();
    return aside;
}

} // namespace preceptron::session
