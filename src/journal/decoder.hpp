// Lines back to records, in full. For many records use read_outline.
#pragma once

#include "core/result.hpp"
#include "journal/record.hpp"

#include <string_view>

namespace preceptron::journal {

// `body` is the object inside a whole frame. Members that are absent keep their defaults and
// members unknown to this version are ignored; errc::bad_journal when what makes the record usable
// is not there: a head's versions, a key, a trial, a finite score, a class.
result<head_record> decode_head(std::string_view body);
result<prompt_record> decode_prompt(std::string_view body);
result<start_record> decode_start(std::string_view body);
result<attempt_record> decode_attempt(std::string_view body);
result<result_record> decode_result(std::string_view body);
// Leaves `raw` empty, which is longer than all the rest and written for people who look into a
// journal.
result<result_record> decode_result_without_raw(std::string_view body);
result<fail_record> decode_fail(std::string_view body);
result<refused_record> decode_refused(std::string_view body);
result<repaired_record> decode_repaired(std::string_view body);
result<end_record> decode_end(std::string_view body);
// Of these records the program reads no more than the outline; these are for tests.
result<tune_record> decode_tune(std::string_view body);
result<stand_record> decode_stand(std::string_view body);

} // namespace preceptron::journal
