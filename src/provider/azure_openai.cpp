#include "provider/azure_openai.hpp"

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

bool is_dated(std::string_view api_version) noexcept {
    return !api_version.empty() && api_version[0] >= '0' && api_version[0] <= '9';
}

// Versions are named by their date, so they compare as text; the v1 form knows all of it.
bool is_at_least(std::string_view api_version, std::string_view date) noexcept {
    return !is_dated(api_version) || api_version.substr(0, date.size()) >= date;
}

class azure_openai final : public codec {
  public:
    std::string_view name() const noexcept override { return "azure"; }

    wire::http_request make_request(const judge_spec& judge, const prompt_messages& prompt,
                                    const learned_parameters& learned) const override {
        openai_dialect dialect;
        dialect.max_completion_tokens = is_at_least(judge.api_version, "2024-12-01");
        dialect.schema_by_default = is_at_least(judge.api_version, "2024-08-01");
        return json_request(judge, azure_target(judge),
                            openai_request_body(judge, prompt, learned, dialect), {"api-key", ""});
    }

    std::unique_ptr<reply_decoder>
    make_decoder(const judge_spec& judge, const wire::http_response_head& head,
                 std::chrono::system_clock::time_point now) const override {
        retry_advice advice{read_should_retry(head.fields), read_retry_after(head.fields, now)};
        if (head.status == 429 && !advice.wait)
            advice.wait = read_azure_limits(head).tokens.reset;
        return std::make_unique<response_decoder>(
            judge.price ? openai_answers_at_own_price() : openai_answers(), head, advice);
    }

    std::optional<std::string> learn(const judge_spec& judge, const attempt_failure& refusal,
                                     learned_parameters& learned) const override {
        return learn_from_refusal(judge, refusal, learned);
    }

    announced_limits read_limits(const wire::http_response_head& head,
                                 std::chrono::system_clock::time_point) const override {
        return read_azure_limits(head);
    }
};

} // namespace

std::string azure_target(const judge_spec& judge) {
    std::string path = locate(judge.base_url).path;
    const std::size_t appended = (path + "/").find("/openai/");
    if (appended != std::string::npos)
        path.resize(appended);
    path += "/openai";
    std::string query;
    if (is_dated(judge.api_version))
        path += "/deployments/" + percent_encoded(judge.model_id);
    else
        path += "/v1";
    if (!judge.api_version.empty() && judge.api_version != "v1")
        query = "?api-version=" + percent_encoded(judge.api_version);
    return path + "/chat/completions" + query;
}

std::unique_ptr<const codec> make_azure_openai() {
    return std::make_unique<azure_openai>();
}

} // namespace preceptron::provider
