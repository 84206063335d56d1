// What the judges would be asked about one entry, for a person to read before it is paid for.
#pragma once

#include "judging/prompt.hpp"
#include "session/planning/run_inputs.hpp"

#include <string>
#include <variant>
#include <vector>

namespace preceptron::session {

// Judges that are shown the same.
struct entry_prompt {
    std::vector<std::string> judges;
    std::string prompt; // a variant, or a task file
    std::variant<judging::rendered_prompt, judging::missing_context> asked;
};

// In the order of the selected judges. Empty where no task judges the entry. Throws what
// record_text::read does.
std::vector<entry_prompt> prompts_for(const run_inputs& inputs, const entry& e);

} // namespace preceptron::session
