#include "provider/openai_request.hpp"

#include "core/json_text.hpp"
#include "provider/json_fields.hpp"
#include "provider/json_request.hpp"
#include "provider/verdict_schema.hpp"

namespace preceptron::provider {

namespace {

template<class Text>
void write_message(json_writer& out, std::string_view role, const Text& content) {
    out.begin_object().member("role", role).member("content", content).end_object();
}

void write_response_format(json_writer& out, structured_output format) {
    out.key("response_format").begin_object();
    if (format == structured_output::json_object) {
        out.member("type", "json_object");
    } else {
        out.member("type", "json_schema").key("json_schema").begin_object();
        out.member("name", verdict_schema_name).member("strict", true);
        out.key("schema").raw(verdict_schema).end_object();
    }
    out.end_object();
}

structured_output chosen_format(const judge_spec& judge, const learned_parameters& learned,
                                const openai_dialect& dialect) {
    if (learned.drop_structured_output)
        return structured_output::off;
    if (judge.format != structured_output::automatic)
        return judge.format;
    return dialect.schema_by_default ? structured_output::json_schema : structured_output::off;
}

} // namespace

std::string openai_request_body(const judge_spec& judge, const prompt_messages& prompt,
                                const learned_parameters& learned, const openai_dialect& dialect) {
    std::string body;
    body.reserve(usual_body_size(prompt));
    json_writer out(body);
    const auto ours = [&](std::string_view name) { return !judge.extra_body.contains(name); };
    out.begin_object();
    if (ours("model"))
        out.member("model", judge.model_id);
    if (ours("messages")) {
        out.key("messages").begin_array();
        if (!prompt.system.empty())
            write_message(out, "system", prompt.system);
        write_message(out, "user", prompt.user);
        out.end_array();
    }
    if (judge.temperature && !learned.drop_temperature && ours("temperature"))
        out.member("temperature", *judge.temperature);
    const bool completion = dialect.max_completion_tokens != learned.swap_token_cap;
    if (judge.max_output_tokens && ours("max_tokens") && ours("max_completion_tokens"))
        out.member(completion ? "max_completion_tokens" : "max_tokens", *judge.max_output_tokens);
    if (judge.reasoning_effort && !learned.drop_reasoning_effort && ours("reasoning_effort"))
        out.member("reasoning_effort", *judge.reasoning_effort);
    const structured_output format = chosen_format(judge, learned, dialect);
    if (format != structured_output::off && ours("response_format"))
        write_response_format(out, format);
    if (dialect.forbid_storing && ours("store"))
        out.member("store", false);
    const bool streams = judge.stream && !learned.drop_stream;
    if (ours("stream"))
        out.member("stream", streams);
    if (streams && dialect.usage_on_request && !learned.drop_stream_options &&
        ours("stream_options") && ours("stream"))
        out.key("stream_options").begin_object().member("include_usage", true).end_object();
    write_extra_body(out, judge);
    out.end_object();
    return body;
}

} // namespace preceptron::provider
