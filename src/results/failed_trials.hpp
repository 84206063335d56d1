// Why trials have no score: counts by class and judge, and examples to read.
#pragma once

#include "core/result.hpp"
#include "results/stored_answers.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace preceptron::results {

struct failed_trial {
    std::string judge, task, id;
    int http_status = 0; // 0 = none was received
    std::string provider_code, message;
    std::string raw; // the judge's answer or the server's body: its beginning
};

struct failed_class {
    failure_class kind = failure_class::transport;
    std::map<std::string, std::uint64_t> trials; // by judge
    std::vector<failed_trial> examples;          // of the first trials
};

// Trials of these judges and entries whose last word is a failure, by class in the order of the
// enumeration.
result<std::vector<failed_class>> read_failed_trials(std::span<const published_judge> judges,
                                                     std::span<const entry> dataset,
                                                     stored_answers& answers,
                                                     std::size_t examples_a_class);

} // namespace preceptron::results
