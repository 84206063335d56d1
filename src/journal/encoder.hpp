// Records to lines. Each function replaces `line` by one whole line, newline included; the buffer
// is meant to be used again. Text may hold any bytes: the line is valid UTF-8.
#pragma once

#include "core/result.hpp"
#include "journal/record.hpp"

#include <string>

namespace preceptron::journal {

void encode(const head_record& r, std::string& line);
void encode(const prompt_record& r, std::string& line);
void encode(const start_record& r, std::string& line);
void encode(const attempt_record& r, std::string& line);
void encode(const result_record& r, std::string& line); // score must be finite: see can_be_stored
void encode(const fail_record& r, std::string& line);
void encode(const tune_record& r, std::string& line);
void encode(const refused_record& r, std::string& line);
void encode(const repaired_record& r, std::string& line);
void encode(const stand_record& r, std::string& line);
void encode(const end_record& r, std::string& line);

// A failure (errc::io) when the score is NaN or infinite: neither is a number in JSON, and neither
// is a score.
result<void> can_be_stored(const result_record& r);

} // namespace preceptron::journal
