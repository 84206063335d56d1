// Shorthand of the provider tests: a codec asked and answered in one expression.
#pragma once

#include "provider/registry.hpp"

#include <initializer_list>
#include <string_view>
#include <utility>

namespace preceptron::tests {

inline judge_spec test_judge(std::string_view provider, std::string_view base_url) {
    judge_spec judge;
    judge.name = "judge";
    judge.provider = provider;
    judge.model_id = "m-1";
    judge.base_url = base_url;
    return judge;
}

inline wire::http_response_head
test_head(int status, std::initializer_list<std::pair<const char*, const char*>> fields) {
    wire::http_response_head head;
    head.status = status;
    for (const auto& [name, value] : fields)
        head.fields.add(name, value);
    return head;
}

inline attempt_outcome decode(std::string_view provider, const wire::http_response_head& head,
                              std::string_view body,
                              wire::body_end end = wire::body_end::complete) {
    const auto decoder = provider::find_codec(provider)->make_decoder(
        test_judge(provider, "https://localhost"), head, {});
    decoder->feed(body);
    return decoder->finish(end);
}

inline attempt_failure decode_failure(std::string_view provider,
                                      const wire::http_response_head& head, std::string_view body,
                                      wire::body_end end = wire::body_end::complete) {
    return std::get<attempt_failure>(decode(provider, head, body, end));
}

inline attempt_failure decode_error(std::string_view provider, int status, std::string_view body) {
    return decode_failure(provider, test_head(status, {{"Content-Type", "application/json"}}),
                          body);
}

inline wire::http_response_head json_head() {
    return test_head(200, {{"Content-Type", "application/json"}});
}
inline wire::http_response_head stream_head() {
    return test_head(200, {{"Content-Type", "text/event-stream"}});
}

} // namespace preceptron::tests
