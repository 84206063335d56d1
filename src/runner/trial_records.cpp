#include "runner/trial_records.hpp"

#include "core/excerpt.hpp"
#include "core/printable.hpp"
#include "pacing/call_cost.hpp"
#include "provider/request_bounds.hpp"

#include <algorithm>
#include <string_view>

namespace preceptron::runner {

namespace {

// Our sentence, with the server's behind it.
std::string sentence(const attempt_failure& f) {
    if (f.server_message.empty())
        return f.message;
    const std::string theirs = printable(f.server_message);
    return f.message.empty() ? theirs : f.message + ": " + theirs;
}

// A server's name for something: no place to fill a journal by.
std::string name_of(std::string_view told) {
    constexpr std::size_t longest_name = 200;
    return std::string(whole_characters(told, longest_name));
}

// A prompt that a filter has read and refused. Azure bills it; with the others it costs nothing.
bool is_filtered_unbilled(const attempt_failure& f, const judge_spec& judge) {
    return f.kind == failure_class::filtered && f.http_status != 200 && judge.provider != "azure" &&
           f.server_code != "content_filter";
}

// An error in place of an answer, no word of which came, that is none of the server's own: what it
// refuses in this way costs as little as under a status of its own.
bool is_refused_inside_answer(const attempt_failure& f) {
    return (f.kind == failure_class::provider_error || f.kind == failure_class::stream_error) &&
           !f.server_failed && f.text.empty();
}

// As it is recorded: what may or may not be billed has no cost.
std::optional<double> cost_of(const attempt_failure& f, const tested_judge& judge) {
    if (f.nothing_sent)
        return 0.0;
    const auto cost = pacing::cost_usd(f.usage, judge.price);
    const bool unbilled = is_filtered_unbilled(f, judge.spec) || is_refused_inside_answer(f);
    return !cost && unbilled ? std::optional(0.0) : cost;
}

} // namespace

std::optional<double> worst_case_usd(const tested_judge& judge, const prompt_messages& prompt) {
    if (!judge.price)
        return {};
    const auto output = provider::most_output_tokens(
        judge.spec, std::max(pacing::longest_usual_answer, 2 * judge.forecast.longest_output()));
    return pacing::worst_case_usd(provider::input_bytes(judge.spec, prompt), output, *judge.price,
                                  judge.forecast.most_tokens_per_byte(),
                                  provider::asks_for_hour_cache(judge.spec));
}

std::optional<double> known_cost(const tested_judge& judge, const attempt_report& report) {
    const auto& usage =
        std::visit([](const auto& o) -> const token_usage& { return o.usage; }, report.outcome);
    if (const auto cost = pacing::cost_usd(usage, judge.price))
        return cost;
    const auto* const f = std::get_if<attempt_failure>(&report.outcome);
    // What is refused is not billed; what broke off, or took too long, may be. The journal's
    // readers go by the same rule (journal/double_billing).
    const bool refused =
        f && (!report.request_left || f->kind == failure_class::http_error ||
              is_filtered_unbilled(*f, judge.spec) || is_refused_inside_answer(*f));
    return refused ? std::optional(0.0) : std::nullopt;
}

journal::trial_record trial_identity::record() const {
    journal::trial_record t;
    t.key = key;
    t.judge = judge.spec.name;
    t.task = judged.task;
    t.entry_id = judged.id;
    t.repeat = repeat;
    t.attempts = attempts;
    return t;
}

journal::start_record make_start(const trial_identity& who) {
    journal::start_record r;
    r.key = who.key;
    r.attempt = who.attempts;
    if (who.judge.price)
        r.worst_usd = who.worst_usd;
    r.time = now_utc();
    return r;
}

journal::attempt_record make_attempt(const trial_identity& who, const attempt_failure& f,
                                     const phase_times& phases) {
    journal::attempt_record r;
    r.key = who.key;
    r.judge = who.judge.spec.name;
    r.task = std::string(who.judged.task);
    r.entry_id = std::string(who.judged.id);
    r.attempt = who.attempts;
    r.kind = f.kind;
    r.http_status = f.http_status;
    r.usage = f.usage;
    r.cost_usd = cost_of(f, who.judge);
    r.server_wait = f.server_wait;
    r.phases = phases;
    r.request_id = name_of(f.request_id);
    r.time = now_utc();
    return r;
}

journal::result_record make_result(const trial_identity& who, const reply& answer,
                                   const verdict& accepted,
                                   std::vector<std::string> context_missing,
                                   const phase_times& phases) {
    journal::result_record r;
    r.trial = who.record();
    r.score = accepted.score;
    r.justification = accepted.justification;
    r.raw = answer.text;
    r.provider = who.judge.spec.provider;
    r.model_id = who.judge.spec.model_id;
    if (const judging::task* const task = who.judge.tasks.find(who.judged.task))
        r.prompt = who.judge.prompt.name_for(*task);
    r.served_model = name_of(answer.served_model);
    r.fingerprint = name_of(answer.fingerprint);
    r.finish_reason = name_of(answer.finish_reason);
    r.usage = answer.usage;
    r.cost_usd = pacing::cost_usd(answer.usage, who.judge.price);
    r.phases = phases;
    r.context_missing = std::move(context_missing);
    r.time = now_utc();
    return r;
}

journal::fail_record make_fail(const trial_identity& who, const attempt_failure& f,
                               const pacing::retry_decision& decision, const phase_times& phases) {
    journal::fail_record r;
    r.trial = who.record();
    r.kind = f.kind;
    // What is wrong with the account or the judge can be mended, and says nothing of the entry.
    r.retryable = (f.retryable || f.scope != failure_scope::entry) && !decision.final;
    r.http_status = f.http_status;
    r.provider_code = name_of(f.server_code);
    r.request_id = name_of(f.request_id);
    r.message = sentence(f);
    r.raw = f.raw;
    if (f.server_wait)
        r.retry_after_s = std::chrono::duration<double>(*f.server_wait).count();
    r.usage = f.usage;
    r.cost_usd = cost_of(f, who.judge);
    r.phases = phases;
    r.time = now_utc();
    return r;
}

attempt_failure without_score(const reply& answer, const judging::no_verdict& why) {
    attempt_failure f;
    f.kind = why.kind;
    f.http_status = 200;
    f.retryable = why.kind == failure_class::unparsed;
    f.message = why.message;
    f.raw = answer.text;
    f.text = answer.text;
    f.finish_reason = answer.finish_reason;
    f.served_model = answer.served_model;
    f.request_id = answer.request_id;
    f.usage = answer.usage;
    return f;
}

} // namespace preceptron::runner
