#include "provider/anthropic_request.hpp"

#include "core/json_text.hpp"
#include "provider/json_fields.hpp"
#include "provider/json_request.hpp"
#include "provider/verdict_schema.hpp"

namespace preceptron::provider {

namespace {

void write_output_config(json_writer& out, const judge_spec& judge,
                         const learned_parameters& learned) {
    const bool schema =
        judge.format == structured_output::json_schema && !learned.drop_structured_output;
    const bool effort = judge.reasoning_effort && !learned.drop_reasoning_effort;
    if (!schema && !effort)
        return;
    out.key("output_config").begin_object();
    if (schema) {
        out.key("format").begin_object().member("type", "json_schema");
        out.key("schema").raw(verdict_schema).end_object();
    }
    if (effort)
        out.member("effort", *judge.reasoning_effort);
    out.end_object();
}

} // namespace

std::string anthropic_request_body(const judge_spec& judge, const prompt_messages& prompt,
                                   const learned_parameters& learned) {
    std::string body;
    body.reserve(usual_body_size(prompt));
    json_writer out(body);
    const auto ours = [&](std::string_view name) { return !judge.extra_body.contains(name); };
    out.begin_object();
    if (ours("model"))
        out.member("model", judge.model_id);
    if (ours("max_tokens"))
        out.member("max_tokens", judge.max_output_tokens.value_or(anthropic_default_max_tokens));
    if (!prompt.system.empty() && ours("system"))
        out.member("system", prompt.system);
    if (ours("messages")) {
        out.key("messages").begin_array().begin_object();
        out.member("role", "user").member("content", prompt.user).end_object().end_array();
    }
    if (judge.temperature && !learned.drop_temperature && ours("temperature"))
        out.member("temperature", *judge.temperature);
    if (ours("output_config"))
        write_output_config(out, judge, learned);
    if (ours("stream"))
        out.member("stream", judge.stream && !learned.drop_stream);
    write_extra_body(out, judge);
    out.end_object();
    return body;
}

} // namespace preceptron::provider
