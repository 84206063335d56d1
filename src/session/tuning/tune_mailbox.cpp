#include "session/tuning/tune_mailbox.hpp"

#include "core/folder.hpp"
#include "core/json_text.hpp"
#include "session/folder/manifest.hpp"
#include "session/folder/passing_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>
#include <string_view>
#include <thread>
#include <utility>

namespace preceptron::session {

namespace bj = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view of_requests = "tune-", of_answers = "tuned-", ending = ".json";

fs::path file_of(const fs::path& folder, std::string_view kind, std::string_view id) {
    return folder / (std::string(kind) + std::string(id) + std::string(ending));
}

// The ids of the files of a kind that are there, the oldest first.
std::vector<std::string> ids_in(const fs::path& folder, std::string_view kind) {
    std::vector<std::pair<fs::file_time_type, std::string>> found;
    std::error_code gone;
    for (const std::string& name : names_in(folder, gone))
        if (name.starts_with(kind) && name.ends_with(ending))
            found.emplace_back(fs::last_write_time(folder / name, gone),
                               name.substr(kind.size(), name.size() - kind.size() - ending.size()));
    std::ranges::sort(found);
    std::vector<std::string> ids;
    for (auto& [written, id] : found)
        ids.push_back(std::move(id));
    return ids;
}

std::optional<bj::object> read_object(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    boost::system::error_code ec;
    bj::value root = bj::parse(text.str(), ec);
    if (ec || !root.is_object())
        return {};
    return std::move(root.get_object());
}

std::string text_of(const bj::object& from, std::string_view name) {
    const bj::value* const v = from.if_contains(name);
    return v && v->is_string() ? std::string(v->get_string()) : std::string();
}

tuning_effect read_effect(const bj::object& answer) {
    tuning_effect effect;
    effect.refused = text_of(answer, "refused");
    if (const auto* list = answer.if_contains("changed"); list && list->is_array())
        for (const bj::value& c : list->get_array())
            if (const auto* change = c.if_object())
                effect.changed.push_back(
                    {text_of(*change, "what"), text_of(*change, "old"), text_of(*change, "new")});
    if (const auto* list = answer.if_contains("unknown"); list && list->is_array())
        for (const bj::value& name : list->get_array())
            if (name.is_string())
                effect.unknown.emplace_back(name.get_string());
    return effect;
}

} // namespace

tune_mailbox::tune_mailbox(fs::path checkpoint, journal::file_access access)
    : folder_(std::move(checkpoint)), access_(access) {
    std::error_code ignored;
    for (const std::string_view kind : {of_requests, of_answers})
        for (const std::string& id : ids_in(folder_, kind))
            fs::remove(file_of(folder_, kind, id), ignored);
}

std::vector<tune_request> tune_mailbox::take() {
    std::vector<tune_request> taken;
    for (std::string& id : ids_in(folder_, of_requests)) {
        const fs::path path = file_of(folder_, of_requests, id);
        const auto request = read_object(path);
        std::error_code ignored;
        fs::remove(path, ignored);
        const bj::value* const asked = request ? request->if_contains("tuning") : nullptr;
        auto what = parse_tuning(asked ? bj::serialize(*asked) : "");
        taken.push_back({std::move(id), std::move(what)});
    }
    return taken;
}

void tune_mailbox::answer(const std::string& id, const tuning_effect& effect) {
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.tuned/1");
    json.key("changed").begin_array();
    for (const tuned_setting& c : effect.changed)
        json.begin_object()
            .member("what", c.what)
            .member("old", c.before)
            .member("new", c.after)
            .end_object();
    json.end_array().key("unknown").begin_array();
    for (const std::string& name : effect.unknown)
        json.value(name);
    json.end_array().member("refused", effect.refused).end_object();
    text += '\n';
    (void)write_passing_file(file_of(folder_, of_answers, id), text, access_);
}

result<tuning_effect> ask_to_tune(const fs::path& checkpoint, const tuning& t,
                                  std::chrono::milliseconds patience) {
    std::random_device device;
    const std::string id = std::to_string(device()) + "-" + std::to_string(device());
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.tune/1").key("tuning").raw(to_json(t));
    json.end_object();
    text += '\n';
    const fs::path request = file_of(checkpoint, of_requests, id),
                   reply = file_of(checkpoint, of_answers, id);
    if (auto written = write_passing_file(request, text, access_of(checkpoint.parent_path()));
        written.has_error())
        return written.error();
    std::error_code ignored;
    const auto end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        if (const auto answer = read_object(reply)) {
            fs::remove(reply, ignored);
            return read_effect(*answer);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    fs::remove(request, ignored);
    return fail(errc::no_such_input, "the run in " + checkpoint.parent_path().string() +
                                         " has not answered: nothing is known to be changed");
}

} // namespace preceptron::session
