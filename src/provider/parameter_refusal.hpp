// Reads from an error which parameter a server will not take.
#pragma once

#include "provider/provider.hpp"

#include <string_view>
#include <vector>

namespace preceptron::provider {

// codec::learn for all formats: a 400 or 422 that refuses a parameter we can do without. A second
// refusal of the same parameter teaches nothing, so nobody resends for ever; nor does one of what
// stands in the judge's extra_body, which is sent whatever we leave out.
std::optional<std::string> learn_from_refusal(const judge_spec& judge,
                                              const attempt_failure& refusal,
                                              learned_parameters& learned);

// What is no longer sent, as the configuration calls it: temperature, reasoning_effort, ….
std::vector<std::string_view> refused_parameters(const learned_parameters& learned);

} // namespace preceptron::provider
