// The JSON half of rating_rows.hpp.
#pragma once

#include "results/rating_rows.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::results {

// An array of objects, or JSON Lines. Places have the record's number, from 0 as in messages about
// a dataset: "scores.json:1 (record 7)". A member that no record has, and that is `wanted`, is
// errc::bad_dataset: the file is a dataset, say.
result<std::vector<rating_row>> read_json_rows(std::string_view text, const std::string& file,
                                               const std::string& max_score_member, grades wanted);

// Names of the members of all records, in the order of first appearance.
result<std::vector<std::string>> json_columns(std::string_view text);

} // namespace preceptron::results
