// The answer in one screen: may a judge be trusted, which of them most, and how sure is that.
#pragma once

#include "analysis/analysis.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

// At least this wide, a terminal gets one table; a narrower one a table a task.
inline constexpr std::size_t wide_terminal = 120;

// Whether there is a table of judges and tasks: not where no grade stands beside a score.
bool has_headline_table(const report& r);

std::string headline_text(const report& r, std::size_t columns);

// What the figures come to, in sentences for a reader without statistics. Also of markdown.
std::vector<std::string> plain_words(const report& r);
// Its parts, in their order: what the figures are and which judge is ahead; whether a judge is as
// good as a physician, task by task, or why that cannot be said; what is to be known besides.
std::vector<std::string> findings(const report& r);
std::vector<std::string> verdicts(const report& r);

// What many verdicts together are worth; empty where there are fewer than two.
std::string number_of_verdicts(const report& r);

// Why there are none, where there is no physician to stand beside.
std::string_view no_verdict(const report& r);
std::vector<std::string> remarks(const report& r);

// How the figures were made, and what they do not say.
std::vector<std::string> footnotes(const report& r);

} // namespace preceptron::analysis
