// Who wrote an answer, a person or a model, by the words of the name that the dataset gives.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace preceptron::analysis {

enum class author { human, human_with_llm, llm, other };

// "human", "human with LLM", "LLM", "other": the groups' names in tables and files.
std::string_view to_string(author a) noexcept;

// Case-insensitive and by whole words, from a list of words for each side. A name of several parts,
// "physician + gpt-4", is a human with an LLM when each part is one or the other. Names without a
// word of either list, or with words of both in one part, are `other`.
author author_named(std::string_view name);

// Each group with the names taken for it, by name; groups without any are left out.
using author_names = std::vector<std::pair<author, std::vector<std::string>>>;

// "LLM: gpt-4, o1; other: X and 12 more": the first few of each group.
std::string text_of(const author_names& names);

} // namespace preceptron::analysis
