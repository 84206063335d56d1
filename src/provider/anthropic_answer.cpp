#include "provider/anthropic_answer.hpp"

#include "provider/json_fields.hpp"
#include "provider/word_search.hpp"

namespace preceptron::provider {

namespace {

void replace(std::optional<std::int64_t>& field, std::optional<std::int64_t> value) {
    if (value)
        field = value;
}

bool has_counts(const json_node& usage) noexcept {
    for (const json_node& member : usage)
        if (member.is(json_node::kind::number) && member.number() > 0)
            return true;
    return false;
}

// Counts in a stream are cumulative, so a later one replaces; one that is missing keeps its value,
// and a report of nothing but zeros takes none back.
// The provider's input_tokens leave the cache out, our `input` does not.
void read_usage(const json_node& usage, token_usage& into) {
    std::optional<std::int64_t> uncached;
    if (into.output && !has_counts(usage))
        return;
    if (into.input)
        uncached = *into.input - into.cached_input.value_or(0) - into.cache_write.value_or(0);
    replace(uncached, find_count(usage, "input_tokens"));
    replace(into.cached_input, find_count(usage, "cache_read_input_tokens"));
    replace(into.cache_write, find_count(usage, "cache_creation_input_tokens"));
    if (const auto* kinds = find_object(usage, "cache_creation"))
        replace(into.hour_write, find_count(*kinds, "ephemeral_1h_input_tokens"));
    if (uncached) {
        into.cached_input = into.cached_input.value_or(0);
        into.cache_write = into.cache_write.value_or(0);
        into.input = *uncached + *into.cached_input + *into.cache_write;
    }
    replace(into.output, find_count(usage, "output_tokens"));
    if (const auto* details = find_object(usage, "output_tokens_details"))
        replace(into.reasoning, find_count(*details, "thinking_tokens"));
}

void append_text_block(const json_node& block, answer& into) {
    if (find_string(block, "type") == "text")
        into.text += find_string(block, "text");
}

ending meaning_of(std::string_view reason) noexcept {
    if (is_any_of(reason, {"max_tokens", "model_context_window_exceeded"}))
        return ending::cut;
    if (reason == "refusal")
        return ending::refused;
    if (is_any_of(reason, {"tool_use", "pause_turn"}))
        return ending::unexpected;
    return ending::finished;
}

// In a message, and in the `delta` of message_delta. A later end of turn does not take back that
// the answer was cut.
void read_stop(const json_node& from, answer& into) {
    const auto reason = find_string(from, "stop_reason");
    if (!reason.empty() && (into.finish_reason.empty() ||
                            is_graver(meaning_of(reason), meaning_of(into.finish_reason))))
        into.finish_reason = reason;
    if (const json_node* const details = find_object(from, "stop_details"))
        into.refusal = find_string(*details, "explanation");
}

void read_message(const json_node& message, answer& into) {
    if (const auto model = find_string(message, "model"); !model.empty())
        into.served_model = model;
    if (const json_node* const usage = find_object(message, "usage"))
        read_usage(*usage, into.usage);
    if (const json_node* const content = find_array(message, "content")) {
        into.present = true;
        for (const json_node& element : *content)
            if (const json_node* const block = element.if_object())
                append_text_block(*block, into);
    }
    read_stop(message, into);
}

class anthropic_format final : public answer_format {
  public:
    std::string_view end_mark() const noexcept override { return {}; }
    std::string_view text_member() const noexcept override { return "text"; }

    // By the data's `type`, because proxies drop the event's name. Unknown types are no error: the
    // provider announces that it will add some.
    void read_event(const json_node& event, answer& into) const override {
        const std::string_view type = find_string(event, "type");
        if (auto error = find_error(event)) {
            into.error = std::move(error);
        } else if (type == "message_start") {
            if (const json_node* const message = find_object(event, "message"))
                read_message(*message, into);
        } else if (type == "content_block_start") {
            if (const json_node* const block = find_object(event, "content_block"))
                append_text_block(*block, into);
        } else if (type == "content_block_delta") {
            const json_node* const delta = find_object(event, "delta");
            if (delta && find_string(*delta, "type") == "text_delta")
                into.text += find_string(*delta, "text");
        } else if (type == "message_delta") {
            if (const json_node* const delta = find_object(event, "delta"))
                read_stop(*delta, into);
            if (const json_node* const usage = find_object(event, "usage"))
                read_usage(*usage, into.usage);
        } else if (type == "message_stop") {
            into.complete = true;
        }
    }

    void read_body(const json_node& body, answer& into) const override {
        if (auto error = find_error(body))
            into.error = std::move(error);
        else
            read_message(body, into);
    }

    ending ending_of(std::string_view reason) const noexcept override { return meaning_of(reason); }
};

} // namespace

const answer_format& anthropic_answers() noexcept {
    static const anthropic_format format;
    return format;
}

} // namespace preceptron::provider
