#include "simulator/response_head.hpp"

#include "core/json_text.hpp"

#include <algorithm>
#include <ctime>

namespace preceptron::simulator {

namespace {

using std::chrono::milliseconds;

std::string_view reason_phrase(int status) noexcept {
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Content Too Large";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 529:
        return "Overloaded";
    default:
        return "";
    }
}

class header_writer {
  public:
    explicit header_writer(std::string& out) : out_(out) {}

    void add(std::string_view name, std::string_view value) {
        out_.append(name).append(": ").append(value).append("\r\n");
    }
    void add(std::string_view name, std::int64_t value) { add(name, std::to_string(value)); }

  private:
    std::string& out_;
};

// Whole seconds, never less than what is meant.
std::int64_t seconds_of(milliseconds wait) {
    return std::chrono::ceil<std::chrono::seconds>(wait).count();
}

void add_date(header_writer& fields, timestamp now) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[40];
    const std::size_t size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    fields.add("Date", {text, size});
}

void add_openai(header_writer& fields, const response_head& head) {
    fields.add("openai-organization", "org-simulator");
    fields.add("openai-processing-ms", head.processing.count());
    fields.add("openai-version", "2020-10-01");
    fields.add("x-request-id", head.request_id);
}

void add_azure(header_writer& fields, const response_head& head) {
    fields.add("apim-request-id", head.request_id);
    fields.add("x-request-id", head.request_id);
    fields.add("x-ms-region", "Simulator");
}

void add_anthropic(header_writer& fields, const response_head& head) {
    fields.add("request-id", head.request_id);
    fields.add("anthropic-organization-id", "00000000-0000-4000-8000-000000000000");
    if (head.why && head.why->should_retry)
        fields.add("x-should-retry", *head.why->should_retry ? "true" : "false");
}

// OpenAI and Azure share the names; OpenAI's resets are durations, Azure's whole seconds.
void add_x_ratelimit(header_writer& fields, std::string_view what, const bucket_level& level,
                     bool in_seconds) {
    const auto name = [what](std::string_view part) {
        return std::string("x-ratelimit-").append(part).append("-").append(what);
    };
    fields.add(name("limit"), level.limit);
    fields.add(name("remaining"), level.remaining);
    fields.add(name("reset"), in_seconds ? std::to_string(seconds_of(level.until_full))
                                         : duration_text(level.until_full));
}

void add_anthropic_limit(header_writer& fields, std::string_view what, const bucket_level& level,
                         timestamp now) {
    const auto name = [what](std::string_view part) {
        return std::string("anthropic-ratelimit-").append(what).append("-").append(part);
    };
    fields.add(name("limit"), level.limit);
    fields.add(name("remaining"), level.remaining);
    fields.add(name("reset"), preceptron::to_string(now + level.until_full));
}

// OpenRouter tells its limit only to those who hit it, and the end of the wait as a Unix time.
void add_openrouter_limit(header_writer& fields, const bucket_level& level,
                          const response_head& head) {
    fields.add("X-RateLimit-Limit", level.limit);
    fields.add("X-RateLimit-Remaining", 0);
    const timestamp end = head.now + head.why->retry_after.value_or(level.until_full);
    fields.add("X-RateLimit-Reset", end.time_since_epoch().count());
}

void add_limits(header_writer& fields, const response_head& head) {
    const auto each = [&](std::string_view what, const std::optional<bucket_level>& level) {
        if (!level)
            return;
        if (head.format == provider_format::anthropic)
            add_anthropic_limit(fields, what, *level, head.now);
        else
            add_x_ratelimit(fields, what, *level, head.format == provider_format::azure);
    };
    if (head.format != provider_format::openrouter) {
        each("requests", head.limits->requests);
        each("tokens", head.limits->tokens);
    } else if (head.why && head.why->rate_limited) {
        const bool by_tokens = head.limits->is != admission::answer::too_many_requests;
        if (const auto& level = by_tokens ? head.limits->tokens : head.limits->requests)
            add_openrouter_limit(fields, *level, head);
    }
}

void add_wait(header_writer& fields, provider_format format, milliseconds wait) {
    fields.add("retry-after", std::max<std::int64_t>(seconds_of(wait), 1));
    if (format == provider_format::openai || format == provider_format::azure)
        fields.add("retry-after-ms", wait.count());
}

} // namespace

std::string duration_text(milliseconds wait) {
    const std::int64_t ms = wait.count();
    if (ms == 0)
        return "0s";
    if (ms < 1000)
        return std::to_string(ms) + "ms";
    const std::int64_t minutes = ms / 60'000;
    std::string text;
    if (minutes >= 60)
        text += std::to_string(minutes / 60) + "h";
    if (minutes > 0)
        text += std::to_string(minutes % 60) + "m";
    std::string seconds = number_text(static_cast<double>(ms % 60'000) / 1000);
    if (seconds.ends_with(".0"))
        seconds.resize(seconds.size() - 2);
    return text + seconds + "s";
}

void append_head(std::string& out, const response_head& head) {
    out.append("HTTP/1.1 ").append(std::to_string(head.status)).append(" ");
    out.append(reason_phrase(head.status)).append("\r\n");
    header_writer fields(out);
    add_date(fields, head.now);
    fields.add("Content-Type", head.content_type);
    if (head.content_length)
        fields.add("Content-Length", static_cast<std::int64_t>(*head.content_length));
    else
        fields.add("Transfer-Encoding", "chunked");
    if (!head.keep_alive)
        fields.add("Connection", "close");
    fields.add("Server", "preceptron-simulator");
    switch (head.format) {
    case provider_format::openai:
        add_openai(fields, head);
        break;
    case provider_format::openrouter:
        fields.add("X-Generation-Id", head.request_id);
        break;
    case provider_format::anthropic:
        add_anthropic(fields, head);
        break;
    case provider_format::azure:
        add_azure(fields, head);
        break;
    }
    if (head.limits)
        add_limits(fields, head);
    if (head.why && head.why->retry_after)
        add_wait(fields, head.format, *head.why->retry_after);
    out += "\r\n";
}

} // namespace preceptron::simulator
