// Cases that prompts or margins were chosen on: analysis.split names the file of them.
#pragma once

#include "analysis/settings.hpp"
#include "core/result.hpp"
#include "results/ratings.hpp"

#include <string>
#include <vector>

namespace preceptron::cli {

// The cases of `s.split`, sorted; says in `s.split_list` which list that was. None without a split.
// errc::no_such_input.
result<std::vector<std::string>> read_development_cases(analysis::settings& s);

// Takes the cases of `s.split` out of `all`, as read_development_cases() finds them. Notes for the
// user: names of the list that no entry's case has. errc::no_such_input.
result<std::vector<std::string>> leave_out_development_cases(results::ratings& all,
                                                             analysis::settings& s);

} // namespace preceptron::cli
