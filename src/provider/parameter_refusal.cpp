#include "provider/parameter_refusal.hpp"

#include "provider/error_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/json_reader.hpp"
#include "provider/word_search.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::provider {

namespace {

// Of the parameter itself or of its value, not of its size: "max_tokens is too large" is no refusal
// that another name would help.
bool refuses_a_parameter(const server_error& e) {
    return is_any_of(e.code, {"unsupported_parameter", "unsupported_value", "unknown_parameter"}) ||
           e.type == "extra_forbidden" ||
           mentions_any(e.message,
                        {"unsupported", "not supported", "does not support", "unrecognized",
                         "unknown", "not permitted", "not allowed", "unexpected", "deprecated",
                         "may only be set", "enabled only", "only the default"});
}

// Some servers name the parameter in `param`, the others in the sentence only.
bool is_about(const server_error& e, std::string_view parameter) {
    return e.param.empty() ? mentions(e.message, parameter) : mentions(e.param, parameter);
}

// Anthropic's sentences call it by its last name, which is also an everyday word.
bool is_about_effort(const server_error& e) {
    if (!e.param.empty())
        return mentions(e.param, "effort");
    return mentions_any(e.message, {"reasoning_effort", "reasoning effort", "output_config.effort",
                                    "effort parameter", "'effort'", "`effort`", "\"effort\""});
}

// Readers in Rust say where they stopped, "… into the target type: response_format: unknown variant
// …", and what else would have been right, which is about every other parameter, too.
void narrow(server_error& e) {
    constexpr std::string_view label = "into the target type: ";
    const std::string_view message = e.message;
    if (const std::size_t at = message.find(label); at != message.npos && e.param.empty()) {
        const std::string_view rest = message.substr(at + label.size());
        const std::string_view place = rest.substr(0, rest.find(": "));
        const bool is_name = !place.empty() && ascii_lower(place[0]) >= 'a' &&
                             ascii_lower(place[0]) <= 'z' && place.find(' ') == place.npos;
        if (is_name && place.size() < rest.size())
            e.param = place;
    }
    e.message.resize(std::min(e.message.find(", expected"), e.message.size()));
}

// Whether it is about a parameter of ours that the configuration's own body sends all the same.
bool is_sent_anyway(const server_error& e, const boost::json::object& extra_body) {
    constexpr std::string_view ours[] = {"response_format", "output_config",         "stream",
                                         "stream_options",  "max_completion_tokens", "max_tokens",
                                         "temperature",     "reasoning_effort"};
    if (is_about_effort(e) &&
        (extra_body.contains("output_config") || extra_body.contains("reasoning_effort")))
        return true;
    return std::ranges::any_of(ours, [&](std::string_view name) {
        const bool meant = e.param.empty()
                               ? mentions(e.message, name)
                               : std::string_view(e.param).substr(0, e.param.find('.')) == name;
        return meant && extra_body.contains(name);
    });
}

// True when this sets the flag, and it was not set before.
bool newly(bool& flag) noexcept {
    return !std::exchange(flag, true);
}

std::optional<std::string> learn_one(const server_error& e, learned_parameters& learned) {
    // Whatever an error has against the format, a request without it has none.
    if ((is_about(e, "response_format") || is_about(e, "output_config.format")) &&
        newly(learned.drop_structured_output))
        return "response_format is no longer sent: the server refused it";
    if (!refuses_a_parameter(e))
        return {};
    if (e.param.empty() && mentions_any(e.message, {"response format", "json_schema"}) &&
        newly(learned.drop_structured_output))
        return "response_format is no longer sent: the server refused it";
    // OpenAI refuses it to organizations that are not verified.
    if (e.param == "stream" && newly(learned.drop_stream))
        return "answers are no longer streamed: the server refused stream";
    if (is_about(e, "stream_options") && newly(learned.drop_stream_options))
        return "stream_options is no longer sent: the server refused it, so usage may be unknown";
    if ((is_about(e, "max_completion_tokens") || is_about(e, "max_tokens")) &&
        newly(learned.swap_token_cap))
        return "the limit of output tokens is sent under its other name: the server refused "
               "max_tokens or max_completion_tokens";
    if (is_about(e, "temperature") && newly(learned.drop_temperature))
        return "temperature is no longer sent: this model takes its default only";
    const bool effort = is_about_effort(e);
    if (effort && newly(learned.drop_reasoning_effort))
        return "reasoning_effort is no longer sent: the server refused it";
    if (!effort && is_about(e, "output_config")) {
        const bool without_format = newly(learned.drop_structured_output);
        if (newly(learned.drop_reasoning_effort) || without_format)
            return "output_config is no longer sent: the server refused it";
    }
    return {};
}

std::optional<server_error> read_refusal(std::string_view raw) {
    json_reader reader;
    if (const json_node* const body = reader.read(raw))
        return read_error_body(*body);
    // JSON of which the rest was not kept is no sentence: it may repeat the prompt.
    const std::size_t first = raw.find_first_not_of(" \t\r\n");
    const bool half_json = first != raw.npos && (raw[first] == '{' || raw[first] == '[');
    return half_json ? std::nullopt : read_plain_error(raw);
}

} // namespace

std::vector<std::string_view> refused_parameters(const learned_parameters& learned) {
    std::vector<std::string_view> names;
    if (learned.drop_temperature)
        names.emplace_back("temperature");
    if (learned.drop_reasoning_effort)
        names.emplace_back("reasoning_effort");
    if (learned.drop_structured_output)
        names.emplace_back("structured_output");
    return names;
}

bool may_refuse_a_parameter(const attempt_failure& refusal) noexcept {
    if (refusal.kind == failure_class::http_error)
        return refusal.http_status == 400 || refusal.http_status == 422;
    const bool inside_answer = refusal.kind == failure_class::provider_error ||
                               refusal.kind == failure_class::stream_error;
    return inside_answer && refusal.text.empty() && !refusal.retryable &&
           refusal.scope == failure_scope::entry;
}

std::optional<std::string> learn_from_refusal(const judge_spec& judge,
                                              const attempt_failure& refusal,
                                              learned_parameters& learned) {
    if (!may_refuse_a_parameter(refusal))
        return {};
    auto error = read_refusal(refusal.raw);
    if (!error)
        return {};
    if (!error->upstream.empty())
        error->message += " " + error->upstream;
    std::vector<server_error> all = std::exchange(error->further, {});
    all.insert(all.begin(), *std::move(error));
    std::string lessons;
    for (server_error& each : all) {
        narrow(each);
        if (is_sent_anyway(each, judge.extra_body))
            continue;
        if (const auto lesson = learn_one(each, learned))
            lessons += (lessons.empty() ? "" : "; ") + *lesson;
    }
    return lessons.empty() ? std::nullopt : std::optional(std::move(lessons));
}

} // namespace preceptron::provider
