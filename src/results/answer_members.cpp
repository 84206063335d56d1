#include "results/answer_members.hpp"

#include "core/json_text.hpp"
#include "journal/record_fields.hpp"

namespace preceptron::results {

namespace {

using journal::record_fields;

std::string_view text_of(const record_fields& from, std::string_view name) {
    const std::string_view value = from.value(name);
    return value.starts_with('"') ? value : R"("")";
}

std::string_view number_of(const record_fields& from, std::string_view name) {
    const std::string_view value = from.value(name);
    return journal::number_value(value) ? value : "null";
}

std::string_view list_of(const record_fields& from, std::string_view name) {
    const std::string_view value = from.value(name);
    return value.starts_with('[') ? value : "[]";
}

// Null rather than empty.
std::string_view text_or_null(const record_fields& from, std::string_view name) {
    const std::string_view value = text_of(from, name);
    return value == R"("")" ? "null" : value;
}

} // namespace

result<void> append_answer_members(std::string& out, std::string_view record,
                                   std::span<const std::optional<double>> others) {
    const record_fields answer(record);
    const auto scored = answer.number("score");
    if (!answer.whole() || answer.value("type") != R"("result")" || !scored)
        return fail(errc::bad_journal, "expected a result record with a score");
    const std::string score = number_text(*scored);
    const record_fields phases = answer.nested("phases_ms"), usage = answer.nested("usage");
    const auto member = [&out](std::string_view name, std::string_view value) {
        out.append(name).append(value);
    };
    member(R"("predicted_score":)", score);
    member(R"(,"justification":)", text_of(answer, "justification"));
    member(R"(,"judge":{"name":)", text_of(answer, "judge"));
    member(R"(,"provider":)", text_of(answer, "provider"));
    member(R"(,"model_id":)", text_of(answer, "model_id"));
    member(R"(,"served_model":)", text_or_null(answer, "served_model"));
    member(R"(,"prompt":)", text_of(answer, "prompt"));
    member(R"(,"scores":[)", score);
    for (const auto& other : others)
        member(",", other ? number_text(*other) : "null");
    member(R"(],"attempts":)", number_of(answer, "attempts"));
    member(R"(,"latency_ms":)", number_of(phases, "done"));
    member(R"(,"first_byte_ms":)", number_of(phases, "first_byte"));
    member(R"(,"input_tokens":)", number_of(usage, "input"));
    member(R"(,"cached_tokens":)", number_of(usage, "cached_input"));
    member(R"(,"output_tokens":)", number_of(usage, "output"));
    member(R"(,"reasoning_tokens":)", number_of(usage, "reasoning"));
    member(R"(,"cost_usd":)", number_of(answer, "cost_usd"));
    member(R"(,"context_missing":)", list_of(answer, "context_missing"));
    out += '}';
    return {};
}

} // namespace preceptron::results
