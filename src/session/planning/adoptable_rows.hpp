// The rows of another program's result files that can stand for answers of our judges.
#pragma once

#include "core/result.hpp"
#include "journal/record.hpp"
#include "journal/stored_results.hpp"
#include "session/planning/run_inputs.hpp"
#include "session/publishing/unbacked_files.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::session {

// What their records name as the prompt: nobody knows how another program asked.
inline constexpr std::string_view unknown_prompt = "unknown";

// Rows of which the same is to be said.
struct row_group {
    std::string_view what; // literal: "of no entry of the dataset"
    std::uint64_t count = 0;
    std::string first_id;
};

struct adoptable_rows {
    std::vector<journal::result_record> records;
    std::vector<row_group> left_out; // by reason, in the order in which they first appear
    row_group of_other_grade;        // of those taken: their grade is not the dataset's

    std::uint64_t left_out_count() const noexcept;
};

// Each row whose id is an entry of the file's task and whose `predicted_score` is on its scale
// becomes the result of the judge's first repeat, with unknown_prompt and the key of the
// question as it would be asked now. Left out, too, are rows that were about another response,
// `benchmark` or (where the scale ends there) `max_score` than the dataset has, and those of an
// entry for which a result is stored or an earlier row is taken. Files of no configured judge have
// none. errc::bad_dataset when a file is none.
result<adoptable_rows> find_adoptable(std::span<const unbacked_file> files,
                                      const run_inputs& inputs,
                                      const journal::stored_results& stored);

} // namespace preceptron::session
