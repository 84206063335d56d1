#include "provider/openai_chat.hpp"

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

class openai_chat final : public codec {
  public:
    explicit openai_chat(std::string_view name) : name_(name) {}

    std::string_view name() const noexcept override { return name_; }

    wire::http_request make_request(const judge_spec& judge, const prompt_messages& prompt,
                                    const learned_parameters& learned) const override {
        // Many local servers know max_tokens only, and refuse or keep silent about `store`.
        const base_location& base = locate(judge.base_url);
        const bool openai_itself = base.host == "api.openai.com";
        openai_dialect dialect;
        dialect.max_completion_tokens = openai_itself;
        dialect.forbid_storing = openai_itself;
        return json_request(judge, target_under(base, "/chat/completions"),
                            openai_request_body(judge, prompt, learned, dialect),
                            {"Authorization", "Bearer "});
    }

    std::unique_ptr<reply_decoder>
    make_decoder(const judge_spec& judge, const wire::http_response_head& head,
                 std::chrono::system_clock::time_point now) const override {
        return std::make_unique<response_decoder>(
            judge.price ? openai_answers_at_own_price() : openai_answers(), head,
            retry_advice{read_should_retry(head.fields), read_retry_after(head.fields, now)});
    }

    std::optional<std::string> learn(const judge_spec& judge, const attempt_failure& refusal,
                                     learned_parameters& learned) const override {
        return learn_from_refusal(judge, refusal, learned);
    }

    announced_limits read_limits(const wire::http_response_head& head,
                                 std::chrono::system_clock::time_point now) const override {
        return read_openai_limits(head.fields, now);
    }

  private:
    std::string_view name_;
};

} // namespace

std::unique_ptr<const codec> make_openai_chat(std::string_view name) {
    return std::make_unique<openai_chat>(name);
}

} // namespace preceptron::provider
