// Azure OpenAI: OpenAI's bodies under addresses, headers and errors of its own. judge.model_id is
// the deployment's name.
#pragma once

#include "provider/provider.hpp"

namespace preceptron::provider {

std::unique_ptr<const codec> make_azure_openai();

// judge.base_url is the endpoint, with or without what some portals append to it from "/openai" on.
// With an api_version that begins with a digit: the dated form, which names the deployment in the
// path. Else the v1 form; "v1" and "" add no api-version, any other word ("preview") does.
std::string azure_target(const judge_spec& judge);

} // namespace preceptron::provider
