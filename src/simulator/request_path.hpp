// What a request's target asks for, and in whose format.
#pragma once

#include "simulator/provider_format.hpp"

#include <string>
#include <string_view>

namespace preceptron::simulator {

enum class endpoint { none, chat, models };

struct request_path {
    endpoint what = endpoint::none;
    provider_format format = provider_format::openai;
    std::string_view text;  // the target without its query
    std::string deployment; // azure's dated form, percent-decoded
};

// /v1/models is openai's and anthropic's alike; a client of anthropic's names a version in a
// header. A target that asks for nothing known keeps the format it resembles most.
request_path read_path(std::string_view target, bool has_anthropic_version);

} // namespace preceptron::simulator
