#include "session/manifest.hpp"

#include "benchmark/json_scan.hpp"
#include "config/effective.hpp"
#include "core/json_text.hpp"
#include "journal/key.hpp"
#include "journal/segment.hpp"
#include "session/asked_cells.hpp"
#include "session/settled_trials.hpp"
#include "session/version.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <fstream>
#include <set>
#include <sstream>

namespace preceptron::session {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

std::set<std::string> judged_tasks(const run_inputs& inputs,
                                   const journal::stored_results& stored) {
    std::set<std::string, std::less<>> before;
    for (const auto& cell : stored.cells())
        before.emplace(cell.task);
    std::set<std::string> tasks;
    for (const entry& e : inputs.data.entries)
        if (e.grade &&
            (inputs.wants_task(e.task) || (before.contains(e.task) && inputs.tasks.find(e.task))))
            tasks.emplace(e.task);
    return tasks;
}

void write_judges(json_writer& out, const run_inputs& inputs) {
    out.key("judges").begin_array();
    for (const prepared_judge& judge : inputs.judges) {
        const judge_spec& spec = judge.spec;
        out.begin_object().member("name", spec.name).member("provider", spec.provider);
        out.member("model_id", spec.model_id);
        out.member("origin", journal::url_origin(spec.base_url));
        out.member("prompt", judge.variant).member("repeats", spec.repeats);
        out.key("prompt_file");
        spec.prompt != judge.variant ? out.value(spec.prompt) : out.null();
        out.key("reasoning_effort");
        spec.reasoning_effort ? out.value(*spec.reasoning_effort) : out.null();
        out.key("temperature");
        spec.temperature ? out.value(*spec.temperature) : out.value("provider default");
        out.key("price_usd_per_million");
        if (judge.price) {
            out.begin_object().member("input", judge.price->input);
            out.member("cached_input", judge.price->cached_input);
            out.member("output", judge.price->output).end_object();
        } else {
            out.null();
        }
        out.end_object();
    }
    out.end_array();
}

void write_scale(json_writer& out, const judging::scale& scale) {
    out.key("scale_values").begin_array();
    for (const double value : scale.values)
        out.value(value);
    out.end_array().member("scale_min", scale.min);
    for (const auto& [name, bound] : {std::pair{"scale_max", scale.max}, {"scale_step", scale.step}}) {
        out.key(name);
        bound ? out.value(*bound) : out.null();
    }
}

void write_tasks(json_writer& out, const run_inputs& inputs,
                 const journal::stored_results& stored) {
    out.key("tasks").begin_array();
    for (const std::string& name : judged_tasks(inputs, stored)) {
        const judging::task& task = *inputs.tasks.find(name);
        out.begin_object().member("name", name).member("rubric", task.name);
        out.member("title", task.title).member("source", task.source);
        out.member("scale", task.scale.describe({}));
        write_scale(out, task.scale);
        out.key("tolerance").begin_object();
        out.member(task.tolerance.of == judging::tolerance::unit::points ? "points" : "share",
                   task.tolerance.amount);
        out.end_object();
        out.key("prompt_hashes").begin_object();
        for (const judging::prompt_variant& variant : task.variants)
            out.member(variant.name, judging::prompt_template_hash(variant));
        out.end_object().end_object();
    }
    out.end_array();
}

void write_plan(json_writer& out, const run_inputs& inputs, const plan& work,
                const journal::stored_results& stored) {
    const auto beside = settled_beside(work, inputs, stored);
    out.key("plan").begin_array();
    for (std::size_t i = 0; i < work.cells.size(); ++i) {
        const plan_cell& cell = work.cells[i];
        out.begin_object().member("judge", inputs.judges[cell.judge].spec.name);
        out.member("task", cell.task);
        out.member("trials", static_cast<std::uint64_t>(cell.planned()));
        out.member("settled_beside", beside[i]).end_object();
    }
    out.end_array();
}

void write_asked(json_writer& out, const std::vector<results::asked_cell>& cells) {
    out.key("asked").begin_array();
    for (const results::asked_cell& cell : cells) {
        out.begin_object().member("judge", cell.judge).member("task", cell.task).key("entries");
        cell.entries ? out.value(static_cast<std::uint64_t>(*cell.entries)) : out.null();
        out.end_object();
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
        out.end_array().end_object();
    }
    out.end_array();
}

failure damaged(const fs::path& path, std::string_view what) {
    return fail(errc::bad_journal, path.string() + " is not a manifest of ours: " +
                                       std::string(what));
}

fs::path manifest_path(const fs::path& output_dir) {
    return fs::absolute(output_dir).lexically_normal() / "checkpoint" / "manifest.json";
}

result<std::string> read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(errc::no_such_input,
                    path.string() + ": not found: no run of preceptron has written to this folder");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// The text of a member of the manifest's object; empty when it has none.
std::string_view member_text(std::string_view manifest, std::string_view name) {
    object_members members(manifest.substr(skip_blanks(manifest, 0)));
    for (object_members::member m; members.next(m);)
        if (m.key == name)
            return m.value;
    return {};
}

result<void> write_text(const fs::path& checkpoint, std::string_view text,
                        results::file_access access) {
    auto file = results::atomic_file::create(checkpoint, "manifest.json", access);
    if (!file)
        return file.error();
    if (auto written = file->write(text); !written)
        return written;
    return file->commit();
}

std::optional<double> number_or_nothing(const json::object& object, std::string_view name) {
    const json::value* const v = object.if_contains(name);
    return v && v->is_number() ? std::optional(v->to_number<double>()) : std::nullopt;
}

std::string text_or_nothing(const json::object& object, std::string_view name) {
    const json::value* const v = object.if_contains(name);
    return v && v->is_string() ? std::string(v->get_string()) : std::string();
}

std::optional<std::uint64_t> count_or_nothing(const json::object& object, std::string_view name) {
    const json::value* const v = object.if_contains(name);
    return v ? std::optional(v->to_number<std::uint64_t>()) : std::nullopt;
}

void read_questions(const json::object& root, manifest& m) {
    const json::value* const cells = root.if_contains("questions");
    if (!cells) // of an older version
        return;
    for (const json::value& cell : cells->as_array()) {
        question_settings& used = m.questions.emplace_back();
        used.judge = std::string(cell.at("judge").as_string());
        used.task = std::string(cell.at("task").as_string());
        for (const json::value& digest : cell.at("settings").as_array())
            used.digests.emplace_back(digest.as_string());
    }
}

void read_asked(const json::object& root, manifest& m) {
    const json::value* const cells = root.if_contains("asked");
    if (!cells)
        return;
    m.asked.emplace();
    for (const json::value& cell : cells->as_array()) {
        const json::value& entries = cell.at("entries");
        m.asked->push_back(
            {std::string(cell.at("judge").as_string()), std::string(cell.at("task").as_string()),
             entries.is_null() ? std::nullopt : std::optional(entries.to_number<std::size_t>())});
    }
}

void read_scale(const std::string& name, const json::object& task, manifest& m) {
    if (const json::value* const values = task.if_contains("scale_values")) {
        judging::scale& scale = m.scales[name];
        for (const json::value& value : values->as_array())
            scale.values.push_back(value.to_number<double>());
        scale.min = number_or_nothing(task, "scale_min").value_or(0);
        scale.max = number_or_nothing(task, "scale_max");
        scale.step = number_or_nothing(task, "scale_step");
    }
    if (const json::value* const tolerance = task.if_contains("tolerance")) {
        using unit = judging::tolerance::unit;
        const json::object& o = tolerance->as_object();
        const auto points = number_or_nothing(o, "points");
        m.tolerances[name] = {points ? unit::points : unit::share,
                              points ? *points : o.at("share").to_number<double>()};
    }
}

std::vector<results::asked_cell> asked_before(const result<manifest>& last,
                                              const journal::stored_results& stored) {
    if (last)
        return asked_cells(*last, stored);
    if (last.error().code == errc::no_such_input) // what is stored was adopted
        return {};
    return asked_cells({}, stored);
}

} // namespace

result<void> write_manifest(const fs::path& checkpoint, const run_inputs& inputs, const plan& work,
                            const journal::stored_results& stored, std::string_view command,
                            results::file_access access) {
    const auto last = read_manifest(checkpoint.parent_path());
    std::string text;
    json_writer out(text, 2);
    out.begin_object().member("schema", "preceptron.manifest/1");
    out.member("version", program_version);
    out.key("dataset").begin_object().member("path", inputs.data.path.string());
    out.member("sha256", inputs.data.sha256);
    out.member("entries", static_cast<std::uint64_t>(inputs.data.entries.size())).end_object();
    write_judges(out, inputs);
    write_tasks(out, inputs, stored);
    write_plan(out, inputs, work, stored);
    write_asked(out, asked_with(asked_before(last, stored), inputs, work, stored));
    write_questions(out, settings_with(last ? last->questions : std::vector<question_settings>(),
                                       inputs, work, stored));
    out.member("prices_as_of", inputs.prices_as_of);
    out.member("config_file", inputs.config.file.string());
    std::error_code unknown;
    out.member("command", command);
    out.member("working_directory", fs::current_path(unknown).string());
    out.member("config_hash", config::config_hash(inputs.config));
    out.key("config").raw(config::effective_json(inputs.config));
    if (const auto before = read_text(checkpoint / "manifest.json"); before.has_value())
        if (const auto frozen = member_text(*before, "analysis"); !frozen.empty())
            out.key("analysis").raw(frozen);
    out.end_object();
    text += '\n';
    return write_text(checkpoint, text, access);
}

results::file_access access_of(const fs::path& output_dir) {
    const auto hidden = [](const fs::path& file) {
        std::error_code ec;
        const auto mode = fs::status(file, ec).permissions();
        return !ec && (mode & fs::perms::group_read) == fs::perms::none;
    };
    // A run that was killed at its start has left a journal alone.
    const fs::path manifest = manifest_path(output_dir);
    return hidden(manifest) || hidden(manifest.parent_path() / journal::segment_name(1))
               ? results::file_access::owner_only
               : results::file_access::by_umask;
}

result<std::optional<std::string>> freeze_analysis(const fs::path& output_dir,
                                                   std::string_view settings) {
    const fs::path path = manifest_path(output_dir);
    auto text = read_text(path);
    if (!text)
        return text.error();
    if (const auto frozen = member_text(*text, "analysis"); !frozen.empty())
        return std::optional(std::string(frozen));
    const std::size_t end = text->rfind('}');
    if (end == text->npos)
        return damaged(path, "it is no JSON object");
    text->resize(text->find_last_not_of(" \n", end - 1) + 1);
    *text += ",\n  \"analysis\": " + std::string(settings) + "\n}\n";
    if (auto written = write_text(path.parent_path(), *text, access_of(output_dir)); !written)
        return written.error();
    return std::optional<std::string>();
}

result<manifest> read_manifest(const fs::path& output_dir) {
    const fs::path path = manifest_path(output_dir);
    const auto text = read_text(path);
    if (!text)
        return text.error();
    boost::system::error_code ec;
    const json::value root = json::parse(*text, ec);
    if (ec)
        return damaged(path, ec.message());
    try {
        manifest m;
        const json::object& data = root.at("dataset").as_object();
        m.dataset = std::string(data.at("path").as_string());
        m.dataset_sha256 = std::string(data.at("sha256").as_string());
        m.config_file = std::string(root.at("config_file").as_string());
        m.command = text_or_nothing(root.as_object(), "command");
        m.working_directory = text_or_nothing(root.as_object(), "working_directory");
        for (const json::value& cell : root.at("plan").as_array())
            m.plan.push_back({std::string(cell.at("judge").as_string()),
                              std::string(cell.at("task").as_string()),
                              cell.at("trials").to_number<std::uint64_t>(),
                              count_or_nothing(cell.as_object(), "settled_beside")});
        read_asked(root.as_object(), m);
        read_questions(root.as_object(), m);
        for (const json::value& judge : root.at("judges").as_array())
            m.judges.push_back({std::string(judge.at("name").as_string()),
                                judge.at("repeats").to_number<int>()});
        for (const json::value& task : root.at("tasks").as_array())
            m.tasks.emplace_back(task.at("name").as_string());
        for (const json::value& task : root.at("tasks").as_array())
            read_scale(std::string(task.at("name").as_string()), task.as_object(), m);
        m.analysis = member_text(member_text(*text, "config"), "analysis");
        return m;
    } catch (const std::exception& e) { // Boost.JSON's word for a member that is not there
        return damaged(path, e.what());
    }
}

} // namespace preceptron::session
