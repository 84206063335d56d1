// Fills a task's prompt with an entry's fields.
#pragma once

#include "benchmark/entry.hpp"
#include "benchmark/prompt_messages.hpp"
#include "judging/task.hpp"

#include <string>
#include <variant>
#include <vector>

namespace preceptron::judging {

struct rendered_prompt {
    prompt_messages messages;
    std::vector<std::string> context_missing; // wanted fields that the entry lacks
};

// failure_class::missing_context: the entry lacks what the task requires; nothing is to be sent.
struct missing_context {
    std::vector<std::string>
        fields; // "final_diagnosis", "test_plan or rubric", "max_score above 0"
    std::string message;             // "the entry has no final_diagnosis"
};

// Text from the entry goes in as it is: what looks like a placeholder in it stays. A field is
// absent when it is missing, null, blank or a container of nothing else (benchmark/field_text.hpp).
// Besides fields a prompt may name {{max_score}}, the entry's, and {{scale}}, the task's scale in
// words. Throws what record_text::read does.
std::variant<rendered_prompt, missing_context> render(const task& judged_by,
                                                      const prompt_variant& variant,
                                                      const entry& judged, record_buffer& buffer);

} // namespace preceptron::judging
