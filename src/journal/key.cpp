#include "journal/key.hpp"

#include "core/ascii.hpp"
#include "core/json_text.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <utility>
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

trial_key question_key::of(int repeat) const {
    return sha256(question_).add_field(std::to_string(repeat)).finish();
}

judge_keys::judge_keys(const judge_spec& judge, key_layout layout)
    : layout_(layout), judge_(judge.name) {
    std::optional<std::string> temperature;
    if (judge.temperature)
        temperature = number_text(*judge.temperature);
    std::string extra;
    append_canonical(extra, judge.extra_body);
    settings_ = {url_origin(judge.base_url), judge.model_id, optional_field(temperature),
                 optional_field(judge.reasoning_effort), std::move(extra)};
    beginning_
        .add_field(layout == key_layout::entry_first ? "preceptron.key/1" : "preceptron.key/2")
        .add_field(judge_);
    if (layout == key_layout::judge_first)
        add_settings(beginning_);
    behind_system_ = sha256(beginning_).add_field({});
}

void judge_keys::add_settings(sha256& to) const {
    for (const std::string& field : settings_)
        to.add_field(field);
}

question_key judge_keys::of(std::string_view task, std::string_view entry_id,
                            const prompt_messages& prompt) {
    if (layout_ == key_layout::entry_first) {
        sha256 question = beginning_;
        question.add_field(task).add_field(entry_id);
        question.add_field(prompt.system.view()).add_field(prompt.user);
        add_settings(question);
        return question_key(question);
    }
    if (!prompt.system.is(system_)) {
        behind_system_ = sha256(beginning_).add_field(prompt.system.view());
        system_ = prompt.system;
    }
    sha256 question = behind_system_;
    return question_key(question.add_field(prompt.user).add_field(task).add_field(entry_id));
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
