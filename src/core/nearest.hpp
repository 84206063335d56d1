// "Did you mean": the known word a misspelt one is closest to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace preceptron {

// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours; case
// ignored), if that is at most a third of the word's length and at least 1 allowed; else nothing.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

// ": did you mean 'threads'?", or nothing when no known word is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

// The same; where none is near, all that are known: "; there are 'openai' and 'azure'". Of names
// that users have chosen, which are made printable.
std::string did_you_mean_of(std::string_view word, std::span<const std::string_view> known);

} // namespace preceptron
