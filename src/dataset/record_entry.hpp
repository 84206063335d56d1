// Turns one record's text into an entry.
#pragma once

#include "benchmark/entry.hpp"
#include "dataset/text_keeper.hpp"

#include <string_view>

namespace preceptron::dataset {

enum class id_state { usable, missing, not_scalar };

struct record_entry {
    entry row; // index is left 0
    id_state id = id_state::missing;
    bool bad_grade = false;     // there is one, but it is no finite number
    bool bad_max_score = false; // the same
};

// `record` must be valid JSON (dataset/record_check.hpp). The entry's record is this very text.
record_entry read_record(std::string_view record, const text_keeper& texts);

} // namespace preceptron::dataset
