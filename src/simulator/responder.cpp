#include "simulator/responder.hpp"

#include "core/hash.hpp"
#include "core/utf8.hpp"
#include "simulator/dice.hpp"
#include "simulator/lexical_judge.hpp"
#include "simulator/request_path.hpp"

#include <limits>

namespace preceptron::simulator {

namespace {

using std::chrono::milliseconds;

// What providers themselves say of English text.
constexpr std::size_t characters_per_token = 4;

std::int64_t tokens_of(std::size_t characters) {
    return static_cast<std::int64_t>((characters + characters_per_token - 1) /
                                     characters_per_token);
}

std::string hex(std::uint64_t bits) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t i = text.size(); i-- > 0; bits >>= 4)
        text[i] = digits[bits & 15];
    return text;
}

std::string request_id_text(provider_format format, std::int64_t created,
                            const std::string& unique) {
    switch (format) {
    case provider_format::openai:
        return "req_" + unique;
    case provider_format::openrouter:
        return "gen-" + std::to_string(created) + "-" + unique;
    case provider_format::anthropic:
        return "req_sim" + unique;
    case provider_format::azure:
        return unique.substr(0, 8) + "-" + unique.substr(8, 4) + "-4" + unique.substr(12, 3) +
               "-8000-000000000000";
    }
    return unique;
}

std::string answer_id_text(provider_format format, std::int64_t created,
                           const std::string& unique) {
    switch (format) {
    case provider_format::openrouter:
        return request_id_text(format, created, unique);
    case provider_format::anthropic:
        return "msg_" + unique;
    case provider_format::openai:
    case provider_format::azure:
        break;
    }
    return "chatcmpl-" + unique;
}

finished_answer finish_answer(const chat_request& chat) {
    finished_answer answer;
    answer.text = answer_text(judge(chat.model, chat.system, chat.user));
    answer.input_tokens = tokens_of(chat.system.size() + chat.user.size());
    answer.output_tokens = tokens_of(answer.text.size());
    if (chat.max_tokens && answer.output_tokens > *chat.max_tokens) {
        answer.cut = true;
        answer.output_tokens = *chat.max_tokens;
        answer.text.resize(static_cast<std::size_t>(*chat.max_tokens) * characters_per_token);
        if (const std::size_t bad = find_invalid_utf8(answer.text); bad != std::string::npos)
            answer.text.resize(bad);
    }
    return answer;
}

// Azure counts what a request may cost, the others what it does.
std::int64_t charged_tokens(const chat_request& chat, const finished_answer& answer) {
    const bool by_cap = chat.format == provider_format::azure && chat.max_tokens;
    const std::int64_t output = by_cap ? *chat.max_tokens : answer.output_tokens;
    constexpr auto most = std::numeric_limits<std::int64_t>::max(); // the cap may be any number
    return output > most - answer.input_tokens ? most : answer.input_tokens + output;
}

// Its last part, behind the vendor's.
bool begins(std::string_view model, std::string_view name) {
    return model.substr(model.rfind('/') + 1).starts_with(name); // npos + 1 = 0
}

} // namespace

// All that is known of one call while it is decided.
struct responder::call {
    provider_format format = provider_format::openai;
    bool keep_alive = true;
    bool head_only = false;
    std::string unique;
    std::int64_t created = 0;
    std::string request_id;
    finished_answer answer;
    admission admitted;
    bool asked_limits = false;
    log_entry log;

    response_head head(int status, timestamp now) const {
        response_head made;
        made.format = format;
        made.status = status;
        made.keep_alive = keep_alive;
        made.head_only = head_only;
        made.request_id = request_id;
        made.now = now;
        made.limits = asked_limits ? &admitted : nullptr;
        return made;
    }
};

responder::responder(responder_settings settings)
    : settings_(std::move(settings)), limits_(settings_.limits),
      faults_(settings_.faults, settings_.seed) {}

std::optional<refusal> responder::objection(const chat_request& chat) const {
    if (chat.key == "bad-key" || (chat.key.empty() && settings_.require_key))
        return wrong_key(chat.format, chat.key.empty());
    if (chat.key == "no-quota")
        return no_quota(chat.format);
    if (begins(chat.model, "sim-gone"))
        return model_gone(chat.format, chat.model);
    if (begins(chat.model, "sim-down"))
        return server_error(chat.format);
    return {};
}

std::optional<refusal> responder::check_limits(const chat_request& chat, call& made, instant now) {
    const std::int64_t tokens = charged_tokens(chat, made.answer);
    made.admitted = limits_.admit(chat.key, tokens, now.steady);
    made.asked_limits = true;
    using answer = admission::answer;
    if (made.admitted.is == answer::admitted)
        return {};
    const bool by_requests = made.admitted.is == answer::too_many_requests;
    const bucket_level level = *(by_requests ? made.admitted.requests : made.admitted.tokens);
    const exceeded_limit hit{by_requests ? "requests" : "tokens", level.limit,
                             level.limit - level.remaining, by_requests ? 1 : tokens,
                             made.admitted.retry_after};
    return made.admitted.is == answer::request_too_large
               ? too_large(chat.format, chat.model, hit)
               : rate_limited(chat.format, chat.model, hit);
}

responder::response responder::refuse(const refusal& why, call& made, instant now) const {
    response_head head = made.head(why.status, now.wall);
    head.why = &why;
    made.log.status = why.status;
    return {script_body(head, error_body(why, made.request_id), milliseconds(0), {}, {}),
            std::move(made.log)};
}

responder::response responder::answer(const chat_request& chat, call& made, instant now) {
    const std::optional<fault> fault = faults_.next(chat.key);
    if (fault)
        made.log.fault = to_string(*fault);
    if (fault == fault::status_500)
        return refuse(server_error(chat.format), made, now);
    if (fault == fault::status_529)
        return refuse(overloaded(chat.format), made, now);
    if (fault == fault::quota)
        return refuse(no_quota(chat.format), made, now);
    if (fault == fault::status_429)
        return refuse(
            rate_limited(chat.format, chat.model, {"requests", 60, 60, 1, settings_.fault_wait}),
            made, now);

    const refusal broken = server_error(chat.format);
    pace timing = settings_.timing;
    if (timing.most_ttft > timing.ttft)
        timing.ttft += std::chrono::floor<milliseconds>((timing.most_ttft - timing.ttft) *
                                                        chance(settings_.seed, "ttft", calls_));
    response_head head = made.head(200, now.wall);
    head.processing = timing.ttft;
    made.log.status = 200;
    if (chat.stream)
        return {script_stream(head, encode_stream(chat, made.answer, settings_.events),
                              timing, fault,
                              error_event(broken, made.request_id, chat.model)),
                std::move(made.log)};
    // An unstreamed answer takes as long as the stream would have.
    const milliseconds after = timing.ttft + timing.gap * settings_.events;
    return {script_body(head, encode_json(chat, made.answer), after, fault,
                        error_body(broken, made.request_id)),
            std::move(made.log)};
}

responder::call responder::begin(provider_format format, const incoming_request& request,
                                 bool keep_alive, instant now) {
    call made;
    made.format = format;
    made.keep_alive = keep_alive;
    made.head_only = request.method == "HEAD";
    made.unique = hex(mixed_bits(settings_.seed, {}, calls_++));
    made.created = std::chrono::floor<std::chrono::seconds>(now.wall).time_since_epoch().count();
    made.request_id = request_id_text(format, made.created, made.unique);
    made.log.time = now.wall;
    made.log.provider = to_string(format);
    return made;
}

responder::response responder::refuse_body(const incoming_request& request, instant now) {
    const auto format = read_path(request.target, !request.anthropic_version.empty()).format;
    call made = begin(format, request, false, now);
    return refuse(body_too_large(format), made, now);
}

responder::response responder::respond(const incoming_request& request, bool keep_alive,
                                       instant now) {
    const parsed_request parsed = parse_request(request, settings_.refused_parameters);
    const auto format = std::visit([](const auto& each) { return each.format; }, parsed);
    call made = begin(format, request, keep_alive, now);
    if (const auto* refused = std::get_if<refused_request>(&parsed))
        return refuse(refused->why, made, now);
    if (const auto* list = std::get_if<model_list_request>(&parsed)) {
        if (list->key == "bad-key" || (list->key.empty() && settings_.require_key))
            return refuse(wrong_key(made.format, list->key.empty()), made, now);
        made.log.status = 200;
        return {script_body(made.head(200, now.wall), encode_model_list(made.format),
                            milliseconds(0), {}, {}),
                std::move(made.log)};
    }
    const auto& chat = std::get<chat_request>(parsed);
    made.log.model = chat.model;
    made.log.stream = chat.stream;
    if (settings_.hash_prompts)
        made.log.prompt_sha256 = to_hex(sha256_of(chat.user));
    if (const auto why = objection(chat))
        return refuse(*why, made, now);
    made.answer = finish_answer(chat);
    made.answer.id = answer_id_text(made.format, made.created, made.unique);
    made.answer.created = made.created;
    if (const auto why = check_limits(chat, made, now))
        return refuse(*why, made, now);
    return answer(chat, made, now);
}

} // namespace preceptron::simulator
