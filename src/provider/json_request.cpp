#include "provider/json_request.hpp"

#include "benchmark/write_json.hpp"

#include <utility>

namespace preceptron::provider {

wire::http_request json_request(const judge_spec& judge, std::string target, std::string body,
                                wire::authentication key) {
    wire::http_request request;
    request.target = std::move(target);
    request.body = std::move(body);
    request.fields.add("Content-Type", "application/json");
    request.fields.add("Accept", "application/json");
    request.fields.add("Accept-Encoding", "identity");
    if (judge.key_name != "none")
        request.auth = std::move(key);
    return request;
}

void write_extra_body(json_writer& out, const judge_spec& judge) {
    for (const auto& member : judge.extra_body) {
        out.key(member.key());
        write_json(out, member.value());
    }
}

} // namespace preceptron::provider
