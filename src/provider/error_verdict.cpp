#include "provider/error_verdict.hpp"

#include "provider/word_search.hpp"

#include <array>
#include <charconv>

namespace preceptron::provider {

namespace {

struct meaning {
    std::string_view word;
    int status;
};

// Codes and types, as the providers' documents and observed errors use them.
constexpr std::array meanings{
    meaning{"invalid_request_error", 400},
    meaning{"invalid_request", 400},
    meaning{"invalid_prompt", 400},
    meaning{"unsupported_parameter", 400},
    meaning{"unsupported_value", 400},
    meaning{"unknown_parameter", 400},
    meaning{"BadRequestError", 400},
    meaning{"context_length_exceeded", 400},
    meaning{"exceed_context_size_error", 400},
    meaning{"content_policy_violation", 400},
    meaning{"content_filter", 400},
    meaning{"refusal", 400},
    meaning{"authentication_error", 401},
    meaning{"invalid_api_key", 401},
    meaning{"unauthorized", 401},
    meaning{"billing_error", 402},
    meaning{"payment_required", 402},
    meaning{"insufficient_credits", 402},
    meaning{"permission_error", 403},
    meaning{"forbidden", 403},
    meaning{"moderation", 403},
    meaning{"guardrail_blocked", 403},
    meaning{"not_found_error", 404},
    meaning{"model_not_found", 404},
    meaning{"not_found", 404},
    meaning{"no_endpoints", 404},
    meaning{"constraint_filtered", 404},
    meaning{"privacy_restricted", 404},
    meaning{"model_deprecated", 404},
    meaning{"request_too_large", 413},
    meaning{"rate_limit_error", 429},
    meaning{"rate_limit_exceeded", 429},
    meaning{"slow_down", 429},
    meaning{"service_unavailable_error", 503},
    meaning{"server_is_overloaded", 503},
    meaning{"provider_overloaded", 503},
    meaning{"timeout_error", 504},
    meaning{"overloaded_error", 529},
};

// An error of which nothing is known may pass.
int status_of(const server_error& e) noexcept {
    if (e.status)
        return *e.status;
    for (const std::string& word : {e.code, e.type, e.reason})
        for (const meaning& m : meanings)
            if (m.word == word)
                return m.status;
    return 500;
}

bool named(const server_error& e, std::initializer_list<std::string_view> words) noexcept {
    return is_any_of(e.code, words) || is_any_of(e.type, words) || is_any_of(e.reason, words);
}

bool is_filtered(int status, const server_error& e) noexcept {
    if (status != 400 && status != 403)
        return false;
    return e.moderated ||
           named(e, {"content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation",
                     "moderation", "guardrail_blocked"});
}

// Some say so under a status that is nothing but a refused request (Anthropic, Alibaba: 400) or a
// rate limit (OpenAI, xAI, Gemini, Moonshot: 429). No phrase may be one of a passing limit:
// Gemini's "exceeded your current quota" is mostly that of a minute.
bool is_out_of_quota(const server_error& e) noexcept {
    return named(e, {"insufficient_quota", "credit_balance_exhausted", "billing_error",
                     "billing_hard_limit_reached", "billing_not_active",
                     "exceeded_current_quota_error", "Arrearage"}) ||
           mentions_any(e.message,
                        {"api usage limits", "monthly usage limit", "credit balance is too low",
                         "credits are depleted", "used all available credits",
                         "monthly spending limit", "spend cap", "spend limit"});
}

bool is_about_a_model(const server_error& e) noexcept {
    if (named(e, {"model_not_found", "model_deprecated", "DeploymentNotFound"}) ||
        e.param == "model")
        return true;
    // "Invalid URL (POST /v1/models/chat/completions)" has the word in the address alone.
    return !mentions_any(e.message, {"invalid url", "unknown request url"}) &&
           mentions_any(e.message, {"model", "deployment", "no endpoints"});
}

// OpenRouter has the model, but nobody who would serve it so. Older errors say it in words alone.
bool fits_no_endpoint(const server_error& e) noexcept {
    return named(e, {"no_endpoints", "constraint_filtered", "privacy_restricted"}) ||
           mentions(e.message, "no allowed providers") ||
           (mentions(e.message, "no endpoints") &&
            mentions_any(e.message, {"requested parameters", "data policy", "routing",
                                     "that support", "matching your"}));
}

// The number after `label`, as in "Limit 30,000"; 0 if there is none.
double number_after(std::string_view text, std::string_view label) {
    const std::size_t at = find_ignoring_case(text, label);
    if (at == std::string_view::npos)
        return 0;
    std::string digits;
    for (const char c : text.substr(at + label.size()))
        if (c >= '0' && c <= '9' && digits.size() < 15)
            digits += c;
        else if (c != ',' && c != ':' && c != ' ')
            break;
    double number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

// "… Limit 30000, Requested 45000 …": no waiting makes that fit.
bool exceeds_the_limit_alone(const server_error& e) {
    const double limit = number_after(e.message, "limit ");
    return limit > 0 && number_after(e.message, "requested ") > limit;
}

bool says_too_long(const server_error& e) noexcept {
    return named(
        e, {"context_length_exceeded", "exceed_context_size_error", "string_above_max_length"});
}

bool is_a_tight_prompt(const server_error& e) noexcept {
    return says_too_long(e) ||
           mentions_any(e.message, {"maximum context length", "prompt is too long",
                                    "input is too long", "input token count"});
}

bool passes_with_time(int status) noexcept {
    return status == 408 || status == 409 || status == 424 || status == 425 || status == 429 ||
           status >= 500;
}

std::string describe(int status, const server_error& e) {
    if (status >= 200 && status < 300)
        return "the server sends no answer with this status";
    if (status == 300 || status == 304)
        return "the server answers as to a browser, with no answer in it; check base_url";
    if (status >= 300 && status < 400)
        return "the server redirects to another address, which is never followed: "
               "give base_url the final address";
    if (is_a_tight_prompt(e))
        return "the prompt is longer than the model can read";
    switch (status) {
    case 400:
    case 422:
        return "the server refuses the request as it is";
    case 401:
        return std::string(key_refused);
    case 402:
        return "the account has no credit left";
    case 403:
        return "this account may not use the service";
    case 404:
        return "the server does not know this address; check base_url, model_id and api_version";
    case 405:
        return "the server takes no requests at this address; check base_url";
    case 408:
    case 504:
    case 524:
        return "the server ran out of time";
    case 413:
        return "the request is too large for the server";
    case 429:
        return "the rate limit is reached";
    case 503:
    case 529:
        return "the server is overloaded";
    default:
        return status >= 500 ? "the server failed" : "the server refuses the request";
    }
}

// Final errors that no status tells apart. True if `v` is now complete.
bool judge_special(int status, const server_error& e, const retry_advice& advice,
                   error_verdict& v) {
    if (is_filtered(status, e)) {
        v.filtered = true;
        v.message = "a content filter objected to the prompt";
        return true;
    }
    const bool may_pass = advice.wait || advice.told_to_wait || advice.should_retry == true;
    if (is_out_of_quota(e) || (status == 402 && !may_pass)) {
        v.scope = failure_scope::account;
        v.message = "the account has no quota or credit left";
        return true;
    }
    if (status == 429 && exceeds_the_limit_alone(e)) {
        v.too_long = true;
        v.message = "the request alone is larger than the rate limit";
        return true;
    }
    if (fits_no_endpoint(e)) {
        v.scope = failure_scope::judge;
        v.message = "no endpoint of this model takes what the request and the account's settings "
                    "demand; change model_id or extra_body";
        return true;
    }
    if (named(e, {"model_not_found", "DeploymentNotFound", "model_deprecated"}) ||
        ((status == 403 || status == 404) && is_about_a_model(e))) {
        v.scope = failure_scope::judge;
        v.message = "the model was retired or is not available to this key; change model_id";
        return true;
    }
    return false;
}

} // namespace

error_verdict judge_error(int http_status, const server_error& error, const retry_advice& advice) {
    const bool inside_answer = http_status == 200;
    const int status = inside_answer ? status_of(error) : http_status;
    error_verdict v;
    v.server_failed = status >= 500 || status == 408;
    if (!judge_special(status, error, advice, v)) {
        v.message = describe(status, error);
        v.too_long = status == 413 || is_a_tight_prompt(error);
        // A gateway may say so under a status that passes with time.
        v.retryable = advice.should_retry.value_or(!says_too_long(error) &&
                                                   (passes_with_time(status) || status == 402));
        v.rate_limited =
            v.retryable && (status == 429 || status == 402 || status == 503 || status == 529);
        if (!v.retryable && (status == 401 || status == 403))
            v.scope = failure_scope::account;
        // One of the day or the month; another entry may be shorter than a prompt that is too long.
        if (!v.retryable && status == 429 && !v.too_long) {
            v.scope = failure_scope::account;
            v.message = "a limit of the account is reached that no waiting ends";
        }
        // No entry can change what address or method the server knows.
        if (!v.retryable && ((status >= 300 && status < 400) || status == 404 || status == 405))
            v.scope = failure_scope::judge;
    }
    v.message = (inside_answer ? std::string("an error instead of an answer: ")
                               : "HTTP " + std::to_string(http_status) + ": ") +
                v.message;
    return v;
}

} // namespace preceptron::provider
