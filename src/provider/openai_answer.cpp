#include "provider/openai_answer.hpp"

#include "provider/json_fields.hpp"
#include "provider/word_search.hpp"

namespace preceptron::provider {

namespace {

// `content` is a string, or an array of parts of which those of type "text" are the answer.
void append_content(const json_node& message, std::string& text) {
    text += find_string(message, "content");
    if (const json_node* const parts = find_array(message, "content"))
        for (const json_node& element : *parts)
            if (const json_node* const part = element.if_object();
                part && find_string(*part, "type") == "text")
                text += find_string(*part, "text");
}

// What the provider charges, where it says so. With a key of the user's own behind it (OpenRouter's
// "bring your own key") that is a fee, and the model's provider sends another bill.
std::optional<double> cost_of(const json_node& usage) {
    auto cost = find_number(usage, "cost");
    if (cost && find_bool(usage, "is_byok") == true) {
        const json_node* const details = find_object(usage, "cost_details");
        const auto billed_elsewhere =
            details ? find_number(*details, "upstream_inference_cost") : std::nullopt;
        cost = billed_elsewhere ? std::optional(*cost + *billed_elsewhere) : std::nullopt;
    }
    constexpr double dearest = 1e5; // no call costs that
    return cost && *cost >= 0 && *cost <= dearest ? cost : std::nullopt;
}

token_usage counted_in(const json_node& usage) {
    token_usage told;
    told.input = find_count(usage, "prompt_tokens");
    told.output = find_count(usage, "completion_tokens");
    if (const auto* details = find_object(usage, "prompt_tokens_details")) {
        told.cached_input = find_count(*details, "cached_tokens");
        told.cache_write = find_count(*details, "cache_write_tokens");
    }
    if (const auto* details = find_object(usage, "completion_tokens_details"))
        told.reasoning = find_count(*details, "reasoning_tokens");
    told.cost_usd = cost_of(usage);
    return told;
}

bool has_counts(const token_usage& u) noexcept {
    return u.input.value_or(0) > 0 || u.output.value_or(0) > 0;
}

// Each report replaces the one before: some servers count along in every chunk. One without a count
// takes none back: some end with an empty one.
void read_usage(const json_node& usage, token_usage& into) {
    const token_usage told = counted_in(usage);
    if (has_counts(told) || !has_counts(into))
        into = told;
    else if (told.cost_usd.value_or(0) > 0)
        into.cost_usd = told.cost_usd;
}

// The verdict belongs to choice 0; a choice without an index is taken for it.
const json_node* first_choice(const json_node& from) {
    if (const json_node* const choices = find_array(from, "choices"))
        for (const json_node& element : *choices)
            if (const json_node* const choice = element.if_object();
                choice && find_count(*choice, "index").value_or(0) == 0)
                return choice;
    return nullptr;
}

// Compatible servers have words of their own for a regular end, and gateways pass on those of other
// providers (Gemini, Mistral, DeepSeek, Zhipu, vLLM, OpenAI's Responses), in either case.
ending meaning_of(std::string_view reason) noexcept {
    const auto is = [reason](std::initializer_list<std::string_view> words) {
        return is_any_of_ignoring_case(reason, words);
    };
    if (is({"length", "max_tokens", "max_output_tokens", "max_completion_tokens", "model_length",
            "incomplete"}))
        return ending::cut;
    if (is({"content_filter", "safety", "prohibited_content", "blocklist", "recitation", "spii",
            "sensitive"}))
        return ending::filtered;
    if (is({"refusal"}))
        return ending::refused;
    if (is({"abort", "aborted", "cancelled", "canceled", "timeout", "network_error",
            "insufficient_system_resource"}))
        return ending::broken;
    if (is({"tool_calls", "function_call"}))
        return ending::unexpected;
    return ending::finished;
}

// A later "stop" does not take back that the answer was cut, that a filter withheld it, or that
// generating failed.
void note_finish_reason(std::string_view reason, answer& into) {
    const std::string_view held = into.finish_reason;
    if (held.empty() ||
        (held != "error" && (reason == "error" || is_graver(meaning_of(reason), meaning_of(held)))))
        into.finish_reason = reason;
}

// `part` names the member with the text: "delta" in a stream, "message" in a body.
void read_choice(const json_node& choice, std::string_view part, answer& into) {
    into.present = true;
    if (const json_node* const message = find_object(choice, part)) {
        append_content(*message, into.text);
        into.refusal += find_string(*message, "refusal");
    }
    if (const auto reason = find_string(choice, "finish_reason"); !reason.empty())
        note_finish_reason(reason, into);
    if (auto error = find_error(choice); error && !into.error)
        into.error = std::move(error);
    if (into.finish_reason == "error" && !into.error)
        into.error.emplace();
}

void read_chunk(const json_node& chunk, std::string_view part, answer& into) {
    if (auto error = find_error(chunk))
        into.error = std::move(error);
    if (const auto model = find_string(chunk, "model"); !model.empty())
        into.served_model = model;
    if (const auto print = find_string(chunk, "system_fingerprint"); !print.empty())
        into.fingerprint = print;
    if (const json_node* const usage = find_object(chunk, "usage"))
        read_usage(*usage, into.usage);
    if (const json_node* const choice = first_choice(chunk))
        read_choice(*choice, part, into);
}

class openai_format final : public answer_format {
  public:
    explicit openai_format(bool cost_counts) noexcept : cost_counts_(cost_counts) {}

    std::string_view end_mark() const noexcept override { return "[DONE]"; }
    std::string_view text_member() const noexcept override { return "content"; }

    void read_event(const json_node& event, answer& into) const override {
        read(event, "delta", into);
    }
    void read_body(const json_node& body, answer& into) const override {
        read(body, "message", into);
    }

    ending ending_of(std::string_view reason) const noexcept override { return meaning_of(reason); }

  private:
    void read(const json_node& chunk, std::string_view part, answer& into) const {
        read_chunk(chunk, part, into);
        if (!cost_counts_)
            into.usage.cost_usd.reset();
    }

    bool cost_counts_;
};

} // namespace

const answer_format& openai_answers() noexcept {
    static const openai_format format(true);
    return format;
}

const answer_format& openai_answers_at_own_price() noexcept {
    static const openai_format format(false);
    return format;
}

} // namespace preceptron::provider
