#include "session/folder/manifest.hpp"

#include "benchmark/object_members.hpp"
#include "journal/contents.hpp"
#include "journal/refusal.hpp"
#include "journal/segment.hpp"
#include "session/folder/manifest_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace preceptron::session {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

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

// One of an older version has all ways in which the cell was ever asked.
void read_ways(const json::object& cell, question_settings& used) {
    used.present = text_or_nothing(cell, "present");
    used.others = count_or_nothing(cell, "others");
    used.configured = text_or_nothing(cell, "configured");
    if (const json::value* const otherwise = cell.if_contains("otherwise"))
        for (const json::value& digest : otherwise->as_array())
            used.otherwise.emplace_back(digest.as_string());
    else if (used.digests.size() > 1)
        used.otherwise = used.digests;
}

void read_epochs(const json::object& cell, question_settings& used) {
    const json::value* const epochs = cell.if_contains("epochs");
    if (!epochs) // of an older version
        return;
    for (const json::value& epoch : epochs->as_array())
        used.epochs.push_back(
            {std::string(epoch.at("settings").as_string()),
             journal::make_location(epoch.at("after_segment").to_number<int>(),
                                    epoch.at("after_offset").to_number<std::uint64_t>(), 0)});
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
        read_ways(cell.as_object(), used);
        read_epochs(cell.as_object(), used);
    }
}

void read_known_tasks(const json::object& root, manifest& m) {
    if (const json::value* const names = root.if_contains("known_tasks"))
        for (const json::value& name : names->as_array())
            m.known_tasks.emplace_back(name.as_string());
}

void read_asked(const json::object& root, manifest& m) {
    const json::value* const cells = root.if_contains("asked");
    if (!cells)
        return;
    m.asked.emplace();
    for (const json::value& cell : cells->as_array())
        if (const auto trials = count_or_nothing(cell.as_object(), "trials"))
            m.asked_trials.push_back({std::string(cell.at("judge").as_string()),
                                      std::string(cell.at("task").as_string()),
                                      *trials,
                                      {}});
    for (const json::value& cell : cells->as_array()) {
        const json::value& entries = cell.at("entries");
        m.asked->push_back(
            {std::string(cell.at("judge").as_string()), std::string(cell.at("task").as_string()),
             entries.is_null() ? std::nullopt : std::optional(entries.to_number<std::size_t>())});
    }
}

void read_classes(const json::value& from, outcome_counts::by_class& into) {
    for (const auto& [name, n] : from.as_object())
        if (const auto c = parse_failure_class(std::string_view(name)))
            into[static_cast<std::size_t>(*c)] = n.to_number<std::uint64_t>();
}

void read_uncounted(const json::object& root, manifest& m) {
    m.left_out_of_entries = count_or_nothing(root, "left_out_of_entries").value_or(0);
    const json::value* const cells = root.if_contains("uncounted");
    if (!cells) // of an older version
        return;
    for (const json::value& cell : cells->as_array()) {
        outcome_counts& counts = m.uncounted.emplace_back();
        counts.judge = std::string(cell.at("judge").as_string());
        counts.task = std::string(cell.at("task").as_string());
        counts.scored = cell.at("scored").to_number<std::uint64_t>();
        read_classes(cell.at("failed"), counts.failed);
        read_classes(cell.at("retryable"), counts.retryable);
    }
}

judging::scale read_scale(const json::object& from) {
    judging::scale out;
    for (const json::value& value : from.at("scale_values").as_array())
        out.values.push_back(value.to_number<double>());
    out.min = number_or_nothing(from, "scale_min").value_or(0);
    out.max = number_or_nothing(from, "scale_max");
    out.step = number_or_nothing(from, "scale_step");
    return out;
}

void read_own_scales(const json::object& judge, manifest& m) {
    const json::value* const scales = judge.if_contains("own_scales");
    if (!scales)
        return;
    for (const json::value& scale : scales->as_array())
        m.own_scales.push_back({std::string(judge.at("name").as_string()),
                                std::string(scale.at("task").as_string()),
                                read_scale(scale.as_object())});
}

void read_rubric(const std::string& name, const json::object& task, manifest& m) {
    if (task.contains("scale_values"))
        m.scales[name] = read_scale(task);
    if (const json::value* const tolerance = task.if_contains("tolerance")) {
        using unit = judging::tolerance::unit;
        const json::object& o = tolerance->as_object();
        const auto points = number_or_nothing(o, "points");
        m.tolerances[name] = {points ? unit::points : unit::share,
                              points ? *points : o.at("share").to_number<double>()};
    }
}

} // namespace

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

result<manifest> read_manifest(const fs::path& output_dir) {
    const fs::path path = manifest_path(output_dir);
    const auto text = read_manifest_text(path);
    if (!text)
        return text.error();
    boost::system::error_code ec;
    const json::value root = json::parse(*text, ec);
    if (ec)
        return damaged_manifest(path, ec.message());
    try {
        manifest m;
        const json::object& data = root.at("dataset").as_object();
        m.dataset = std::string(data.at("path").as_string());
        m.dataset_sha256 = std::string(data.at("sha256").as_string());
        m.config_file = std::string(root.at("config_file").as_string());
        m.command = text_or_nothing(root.as_object(), "command");
        if (const json::value* config = root.as_object().if_contains("config"))
            m.budget_usd = number_or_nothing(config->as_object(), "budget_usd");
        m.lost_first_analysis = text_or_nothing(root.as_object(), "lost_first_analysis");
        m.working_directory = text_or_nothing(root.as_object(), "working_directory");
        for (const json::value& cell : root.at("plan").as_array())
            m.plan.push_back({std::string(cell.at("judge").as_string()),
                              std::string(cell.at("task").as_string()),
                              cell.at("trials").to_number<std::uint64_t>(),
                              count_or_nothing(cell.as_object(), "settled_beside")});
        read_known_tasks(root.as_object(), m);
        read_uncounted(root.as_object(), m);
        read_asked(root.as_object(), m);
        read_questions(root.as_object(), m);
        for (const json::value& judge : root.at("judges").as_array()) {
            m.judges.push_back({std::string(judge.at("name").as_string()),
                                judge.at("repeats").to_number<int>()});
            read_own_scales(judge.as_object(), m);
        }
        for (const json::value& task : root.at("tasks").as_array())
            m.tasks.emplace_back(task.at("name").as_string());
        for (const json::value& task : root.at("tasks").as_array())
            read_rubric(std::string(task.at("name").as_string()), task.as_object(), m);
        m.analysis = member_text(member_text(*text, "config"), "analysis");
        return m;
    } catch (const std::exception& e) { // Boost.JSON's word for a member that is not there
        return damaged_manifest(path, e.what());
    }
}

result<manifest> read_left_manifest(const fs::path& output_dir) {
    auto read = read_manifest(output_dir);
    if (read.has_value() || read.error().code != errc::no_such_input)
        return read;
    const fs::path checkpoint = manifest_path(output_dir).parent_path();
    const auto contents = journal::read_contents(checkpoint);
    if (contents.has_value())
        if (auto gone = journal::refusal(*contents, checkpoint))
            return *gone;
    return read;
}

} // namespace preceptron::session
