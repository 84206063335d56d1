#include "journal/key.hpp"

#include "core/ascii.hpp"
#include "core/json_text.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace preceptron::journal {

namespace {

void append_canonical(std::string& out, const boost::json::value& v);

// Members sorted by name, no spaces, numbers in one spelling: equal values give equal bytes.
void append_canonical(std::string& out, const boost::json::object& object) {
    std::vector<const boost::json::key_value_pair*> members;
    for (const auto& member : object)
        members.push_back(&member);
    std::ranges::sort(members, {}, [](const auto* m) { return std::string_view(m->key()); });
    out += '{';
    for (const auto* member : members) {
        if (out.back() != '{')
            out += ',';
        append_json_string(out, member->key());
        out += ':';
        append_canonical(out, member->value());
    }
    out += '}';
}

void append_canonical(std::string& out, const boost::json::value& v) {
    switch (v.kind()) {
    case boost::json::kind::object:
        return append_canonical(out, v.get_object());
    case boost::json::kind::array:
        out += '[';
        for (const auto& item : v.get_array()) {
            if (out.back() != '[')
                out += ',';
            append_canonical(out, item);
        }
        out += ']';
        return;
    case boost::json::kind::string:
        return append_json_string(out, v.get_string());
    case boost::json::kind::double_:
        out += number_text(v.get_double());
        return;
    case boost::json::kind::int64:
        out += std::to_string(v.get_int64());
        return;
    case boost::json::kind::uint64:
        out += std::to_string(v.get_uint64());
        return;
    case boost::json::kind::bool_:
        out += v.get_bool() ? "true" : "false";
        return;
    case boost::json::kind::null:
        out += "null";
        return;
    }
}

// The same few are asked for with every key.
const std::string& known_origin(std::string_view url) {
    thread_local std::map<std::string, std::string, std::less<>> known;
    auto found = known.find(url);
    if (found == known.end())
        found = known.emplace(url, url_origin(url)).first;
    return found->second;
}

// Absent and empty differ.
std::string optional_field(const std::optional<std::string>& text) {
    return text ? "=" + *text : std::string("-");
}

} // namespace

std::string url_origin(std::string_view url) {
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos)
        return std::string(url);
    const std::string scheme = ascii_lower(url.substr(0, colon));
    std::string_view authority = url.substr(colon + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos)
        authority.remove_prefix(at + 1);
    std::string host = ascii_lower(authority);
    const std::string_view own_port = scheme == "https" ? ":443" : scheme == "http" ? ":80" : "";
    if (!own_port.empty() && host.ends_with(own_port))
        host.resize(host.size() - own_port.size());
    return scheme + "://" + host;
}

question_key::question_key(const judge_spec& judge, std::string_view task,
                           std::string_view entry_id, const prompt_messages& prompt) {
    std::optional<std::string> temperature;
    if (judge.temperature)
        temperature = number_text(*judge.temperature);
    std::string extra;
    append_canonical(extra, judge.extra_body);
    question_.add_field("preceptron.key/1")
        .add_field(judge.name)
        .add_field(task)
        .add_field(entry_id)
        .add_field(prompt.system)
        .add_field(prompt.user)
        .add_field(known_origin(judge.base_url))
        .add_field(judge.model_id)
        .add_field(optional_field(temperature))
        .add_field(optional_field(judge.reasoning_effort))
        .add_field(extra);
}

trial_key question_key::of(int repeat) {
    return trial_.resume(question_).add_field(std::to_string(repeat)).finish();
}

trial_key make_key(const judge_spec& judge, std::string_view task, std::string_view entry_id,
                   const prompt_messages& prompt, int repeat) {
    return question_key(judge, task, entry_id, prompt).of(repeat);
}

// In loops without branches, which the compiler turns into a few vector instructions.
std::optional<trial_key> parse_key(std::string_view hex) noexcept {
    trial_key key;
    std::array<std::uint8_t, 2 * std::tuple_size_v<trial_key>> digits;
    if (hex.size() != digits.size())
        return {};
    std::uint8_t wrong = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const auto number = static_cast<std::uint8_t>(hex[i] - '0');
        const auto letter = static_cast<std::uint8_t>(hex[i] - 'a');
        wrong |= static_cast<std::uint8_t>(number > 9 && letter > 5);
        digits[i] = number <= 9 ? number : static_cast<std::uint8_t>(letter + 10);
    }
    if (wrong)
        return {};
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::uint8_t>(digits[2 * i] << 4 | digits[2 * i + 1]);
    return key;
}

} // namespace preceptron::journal
