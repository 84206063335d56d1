// Cases that prompts or margins were chosen on: analysis.split names the file of them.
#pragma once

#include "analysis/settings.hpp"
#include "core/result.hpp"
#include "results/ratings.hpp"

#include <string>
#include <vector>

namespace preceptron::cli {

// Takes the cases of `s.split` out of `all`, and says in `s.split_list` which list that was.
// Without a split it does nothing. Notes for the user: names of the list that no entry's case has.
// errc::no_such_input.
result<std::vector<std::string>> leave_out_development_cases(results::ratings& all,
                                                             analysis::settings& s);

} // namespace preceptron::cli
