// Responses of each provider, and the header fields that announce limits.
#include "core/utf8.hpp"
#include "fuzz/targets.hpp"
#include "provider/registry.hpp"
#include "provider/retry_after.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <string>
#include <tuple>

namespace preceptron::fuzz {

namespace {

constexpr std::chrono::sys_days today{std::chrono::year{2026} / 11 / 25};

judge_spec judge_of(std::string_view provider) {
    judge_spec judge;
    judge.name = "judge";
    judge.provider = provider;
    judge.model_id = "m-1";
    judge.base_url = "https://localhost";
    return judge;
}

attempt_outcome decode(const provider::codec& codec, const wire::http_response_head& head,
                       std::string_view body, wire::body_end end, std::size_t piece) {
    const auto decoder = codec.make_decoder(judge_of(codec.name()), head, today);
    while (!body.empty() && !decoder->satisfied()) {
        decoder->feed(body.substr(0, piece));
        body.remove_prefix(std::min(piece, body.size()));
    }
    return decoder->finish(end);
}

void check(const attempt_outcome& outcome) {
    if (const auto* failed = std::get_if<attempt_failure>(&outcome)) {
        expect(!failed->server_wait || failed->server_wait->count() >= 0, "no wait is negative");
        expect(failed->raw.size() <= 64 * 1024, "what is kept of a failure is bounded");
        return;
    }
    const auto& answer = std::get<reply>(outcome);
    expect(find_invalid_utf8(answer.text) == std::string_view::npos, "an answer is UTF-8");
}

// In all that decides what becomes of the trial, or is shown.
bool same(const attempt_failure& a, const attempt_failure& b) {
    const auto told = [](const attempt_failure& f) {
        return std::tie(f.kind, f.scope, f.retryable, f.rate_limited, f.server_failed,
                        f.server_wait, f.http_status, f.message, f.server_code, f.server_message,
                        f.finish_reason);
    };
    return told(a) == told(b);
}

// The first line of the input, without its newline.
std::string_view take_line(std::string_view& input) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const auto line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    return line;
}

} // namespace

// First line: provider's letter (o, r, a, z), body's end (digit; 9: too large), status (3 digits),
// content type.
void decode_response(std::string_view input) {
    const std::string_view line = take_line(input);
    if (line.size() < 5)
        return;
    const auto codecs = provider::codec_names();
    const std::size_t which = std::string_view("oraz").find(line[0]);
    const auto* codec = provider::find_codec(codecs[which < codecs.size() ? which : 0]);
    const auto end = line[1] == '9'
                         ? wire::body_end::too_large
                         : static_cast<wire::body_end>(static_cast<unsigned char>(line[1]) % 5);
    wire::http_response_head head;
    for (const char digit : line.substr(2, 3))
        head.status = head.status * 10 + (digit >= '0' && digit <= '9' ? digit - '0' : 2);
    head.fields.add("Content-Type", std::string(line.substr(5)));
    const auto whole = decode(*codec, head, input, end, input.size());
    check(whole);
    for (const std::size_t piece : {1U, 13U}) {
        const auto cut = decode(*codec, head, input, end, piece);
        expect(cut.index() == whole.index(), "an outcome does not depend on how the body is cut");
        if (const auto* answer = std::get_if<reply>(&whole))
            expect(std::get<reply>(cut).text == answer->text, "nor does an answer");
        else
            expect(same(std::get<attempt_failure>(cut), std::get<attempt_failure>(whole)),
                   "nor does a failure");
    }
}

void read_limits(std::string_view input) {
    wire::http_response_head head;
    head.status = 429;
    for (int i = 0; !input.empty() && i < 64; ++i) {
        const std::string_view line = take_line(input);
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos)
            head.fields.add(std::string(line.substr(0, colon)),
                            std::string(line.substr(colon + 2)));
    }
    for (const std::string_view name : provider::codec_names()) {
        const auto limits = provider::find_codec(name)->read_limits(head, today);
        for (const auto* one :
             {&limits.requests, &limits.tokens, &limits.input_tokens, &limits.output_tokens}) {
            expect(!one->limit || std::isfinite(*one->limit), "a limit is a number");
            expect(!one->remaining || std::isfinite(*one->remaining), "what remains is a number");
            expect(!one->reset || one->reset->count() >= 0, "no reset lies in the past");
        }
    }
    const auto wait = provider::read_retry_after(head.fields, today);
    expect(!wait || wait->count() > 0, "a wait is longer than nothing");
}

} // namespace preceptron::fuzz
