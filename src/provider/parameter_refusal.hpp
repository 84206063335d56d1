// Reads from an error which parameter a server will not take.
#pragma once

#include "provider/provider.hpp"

#include <string_view>
#include <vector>

namespace preceptron::provider {

// Whether it can be a server's refusal of a parameter: those have a status of 400 or 422, or stand
// in place of an answer as an error that does not pass.
bool may_refuse_a_parameter(const attempt_failure& refusal) noexcept;

// codec::learn for all formats: such a refusal of a parameter that we can do without. A second
// refusal of the same parameter teaches nothing, so nobody resends for ever; nor does one of what
// stands in the judge's extra_body, which is sent whatever we leave out.
std::optional<std::string> learn_from_refusal(const judge_spec& judge,
                                              const attempt_failure& refusal,
                                              learned_parameters& learned);

// What is no longer sent, as the configuration calls it: temperature, reasoning_effort, ….
std::vector<std::string_view> refused_parameters(const learned_parameters& learned);

} // namespace preceptron::provider
