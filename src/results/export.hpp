// `preceptron export`: the stored results as a table.
#pragma once

#include "benchmark/entry.hpp"
#include "core/result.hpp"
#include "results/left_out.hpp"
#include "results/stored_answers.hpp"

#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string_view>

namespace preceptron::results {

enum class export_format { csv, jsonl, json };

std::optional<export_format> parse_export_format(std::string_view name) noexcept;

struct exported {
    std::uint64_t rows = 0;
    left_out omitted; // stored results that have no row
};

// One row a stored result: judge, task, id, case_id, study, model, grade, predicted_score,
// justification, served_model, input_tokens, output_tokens, cost_usd, attempts, latency_ms, time,
// repeat (from 0), max_score, question_text, response_chars. `judges` in their order, then the
// dataset's order, then repeats: the results that result files and statistics are made of, too, and
// no others. errc::io when `out` fails.
result<exported> export_results(std::ostream& out, export_format format,
                                std::span<const published_judge> judges,
                                std::span<const entry> dataset, stored_answers& answers);

} // namespace preceptron::results
