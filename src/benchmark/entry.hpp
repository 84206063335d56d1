// One row of the dataset: an answer that a physician has graded.
#pragma once

#include "benchmark/record_text.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace preceptron {

// Every view points into memory that the dataset owns and never moves.
struct entry {
    record_text record;       // the JSON object's original bytes
    std::string_view id;      // a string id's text, or another scalar's JSON text
    std::string_view case_id; // entries of one clinical case share it; may be empty
    std::string_view task;    // the `benchmark` value, as it stands in the dataset
    std::string_view study;
    std::string_view model; // who wrote the answer, not who judges it
    std::optional<double> grade;
    std::optional<double> max_score;
    std::uint32_t index = 0;        // position in the dataset, from 0
    std::uint8_t result_fields = 0; // which the record has already: a bit for each of result_fields
};

} // namespace preceptron
