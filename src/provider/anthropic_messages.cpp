#include "provider/anthropic_messages.hpp"

#include "provider/anthropic_answer.hpp"
#include "provider/anthropic_request.hpp"
#include "provider/json_request.hpp"
#include "provider/parameter_refusal.hpp"
#include "provider/rate_limit_headers.hpp"
#include "provider/request_target.hpp"
#include "provider/response_decoder.hpp"
#include "provider/retry_after.hpp"

namespace preceptron::provider {

namespace {

class anthropic_messages final : public codec {
  public:
    std::string_view name() const noexcept override { return "anthropic"; }

    wire::http_request make_request(const judge_spec& judge, const prompt_messages& prompt,
                                    const learned_parameters& learned) const override {
        // Base URLs are given with and without the version.
        const base_location& base = locate(judge.base_url);
        const bool versioned = base.path.ends_with("/v1") || base.path.ends_with("/messages");
        wire::http_request request =
            json_request(judge, target_under(base, versioned ? "/messages" : "/v1/messages"),
                         anthropic_request_body(judge, prompt, learned), {"x-api-key", ""});
        request.fields.add("anthropic-version",
                           judge.api_version.empty() ? "2023-06-01" : judge.api_version);
        return request;
    }

    std::unique_ptr<reply_decoder>
    make_decoder(const judge_spec&, const wire::http_response_head& head,
                 std::chrono::system_clock::time_point now) const override {
        return std::make_unique<response_decoder>(
            anthropic_answers(), head,
            retry_advice{read_should_retry(head.fields), read_retry_after(head.fields, now)});
    }

    std::optional<std::string> learn(const judge_spec& judge, const attempt_failure& refusal,
                                     learned_parameters& learned) const override {
        return learn_from_refusal(judge, refusal, learned);
    }

    announced_limits read_limits(const wire::http_response_head& head,
                                 std::chrono::system_clock::time_point now) const override {
        return read_anthropic_limits(head.fields, now);
    }
};

} // namespace

std::unique_ptr<const codec> make_anthropic_messages() {
    return std::make_unique<anthropic_messages>();
}

} // namespace preceptron::provider
