#include "provider/openrouter.hpp"

#include "provider/json_request.hpp"
#include "provider/openai_answer.hpp"
#include "provider/openai_request.hpp"
#include "provider/parameter_refusal.hpp"
#include "provider/rate_limit_headers.hpp"
#include "provider/request_target.hpp"
#include "provider/response_decoder.hpp"
#include "provider/retry_after.hpp"

namespace preceptron::provider {

namespace {

class openrouter final : public codec {
  public:
    std::string_view name() const noexcept override { return "openrouter"; }

    wire::http_request make_request(const judge_spec& judge, const prompt_messages& prompt,
                                    const learned_parameters& learned) const override {
        openai_dialect dialect;
        dialect.usage_on_request = false; // it comes unasked
        return json_request(judge, target_under(locate(judge.base_url), "/chat/completions"),
                            openai_request_body(judge, prompt, learned, dialect),
                            {"Authorization", "Bearer "});
    }

    std::unique_ptr<reply_decoder>
    make_decoder(const judge_spec&, const wire::http_response_head& head,
                 std::chrono::system_clock::time_point now) const override {
        retry_advice advice{read_should_retry(head.fields), read_retry_after(head.fields, now)};
        // A refusal by the platform's own limit names the end of the window and no Retry-After.
        if (head.status == 429 && !advice.wait) {
            const auto reset = read_openrouter_limits(head.fields, now).requests.reset;
            if (reset && *reset > std::chrono::milliseconds(0))
                advice.wait = reset;
        }
        // Also beside a configured price: the platform is who sends the bill.
        return std::make_unique<response_decoder>(openai_answers(), head, advice);
    }

    std::optional<std::string> learn(const judge_spec& judge, const attempt_failure& refusal,
                                     learned_parameters& learned) const override {
        return learn_from_refusal(judge, refusal, learned);
    }

    announced_limits read_limits(const wire::http_response_head& head,
                                 std::chrono::system_clock::time_point now) const override {
        return read_openrouter_limits(head.fields, now);
    }
};

} // namespace

std::unique_ptr<const codec> make_openrouter() {
    return std::make_unique<openrouter>();
}

} // namespace preceptron::provider
