#include "provider/json_request.hpp"

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

} // namespace preceptron::provider
