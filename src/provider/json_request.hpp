// What all requests have in common.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "wire/http_message.hpp"

#include <string>

namespace preceptron::provider {

// A POST of JSON. `key` says how the key will travel, if the judge has one.
wire::http_request json_request(const judge_spec& judge, std::string target, std::string body,
                                wire::authentication key);

} // namespace preceptron::provider
