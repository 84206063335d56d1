// A configuration, a dataset and an output folder on disk, loaded as a run loads them.
#pragma once

#include "session/planning/make_plan.hpp"
#include "session/planning/run_inputs.hpp"
#include "support/scratch_folder.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace preceptron::tests {

class prepared_folder {
  public:
    // Seven entries of cpc_bond: e1 to e3 of case a, e4 and e5 of case b, e6 of case c, e7 without
    // its reference; one without a grade; two of a benchmark nobody judges. Two judges, "one" and
    // "two"; `more` is appended to config.yaml.
    explicit prepared_folder(std::string_view more = "");

    // What a run reads; fails the test case when that has problems.
    std::unique_ptr<session::run_inputs> inputs(const session::run_options& options) const;
    std::unique_ptr<session::run_inputs> inputs() const { return inputs(options); }

    std::filesystem::path output_dir() const { return folder.path() / "out"; }

    scratch_folder folder;
    session::run_options options;
};

// Writes into the folder's journal that judge "one" has scored e1, and that e2 failed.
void settle_two(const prepared_folder& folder, const session::run_inputs& inputs);

} // namespace preceptron::tests
