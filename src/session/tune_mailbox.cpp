#include "session/tune_mailbox.hpp"

#include "core/json_text.hpp"
#include "session/manifest.hpp"
#include "session/passing_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <fstream>
#include <random>
#include <sstream>
#include <thread>

namespace preceptron::session {

namespace bj = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr const char* request_name = "tune.json";
constexpr const char* answer_name = "tuned.json";

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
    fs::remove(folder_ / request_name, ignored);
    fs::remove(folder_ / answer_name, ignored);
}

std::optional<tuning> tune_mailbox::take() {
    const fs::path path = folder_ / request_name;
    std::error_code ec;
    if (!fs::exists(path, ec))
        return {};
    const auto request = read_object(path);
    fs::remove(path, ec);
    if (!request)
        return {};
    id_ = text_of(*request, "id");
    const bj::value* const asked = request->if_contains("tuning");
    const auto t = parse_tuning(asked ? bj::serialize(*asked) : "");
    return t.has_value() ? std::optional(*t) : std::nullopt;
}

void tune_mailbox::answer(const tuning_effect& effect) {
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.tuned/1").member("id", id_);
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
    (void)write_passing_file(folder_ / answer_name, text, access_);
}

result<tuning_effect> ask_to_tune(const fs::path& checkpoint, const tuning& t,
                                  std::chrono::milliseconds patience) {
    std::random_device device;
    const std::string id = std::to_string(device()) + "-" + std::to_string(device());
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.tune/1").member("id", id);
    json.key("tuning").raw(to_json(t)).end_object();
    text += '\n';
    if (auto written = write_passing_file(checkpoint / request_name, text,
                                          access_of(checkpoint.parent_path()));
        written.has_error())
        return written.error();
    const auto end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        const auto answer = read_object(checkpoint / answer_name);
        if (answer && text_of(*answer, "id") == id) {
            tuning_effect effect = read_effect(*answer);
            std::error_code ignored;
            fs::remove(checkpoint / answer_name, ignored);
            return effect;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    std::error_code ignored;
    fs::remove(checkpoint / request_name, ignored);
    return fail(errc::no_such_input, "the run in " + checkpoint.parent_path().string() +
                                         " has not answered: nothing is known to be changed");
}

} // namespace preceptron::session
