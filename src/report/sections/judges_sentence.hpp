// The judges in the methods paragraph: models, versions that served them, sampling and prompts.
#pragma once

#include "report/report_page.hpp"

#include <string>

namespace preceptron::report {

// "gpt-4o (openai gpt-4o-2024-08-06, temperature 0, prompt default); …"
std::string judges_sentence(const page_input& in);

} // namespace preceptron::report
