// Turns one record's text into an entry.
#pragma once

#include "benchmark/entry.hpp"

#include <memory_resource>
#include <string_view>

namespace preceptron::dataset {

enum class id_state { usable, missing, not_scalar };

struct record_entry {
    entry row; // index is left 0
    id_state id = id_state::missing;
    bool bad_grade = false;     // there is one, but it is no finite number
    bool bad_max_score = false; // the same
};

// `record` must be valid JSON (dataset/record_check.hpp) and outlive the entry, whose views point
// into it; texts that hold escapes are unescaped into `unescaped`.
record_entry read_record(std::string_view record, std::pmr::memory_resource& unescaped);

} // namespace preceptron::dataset
