// What a pilot has shown, and what the rest of a run would cost and take by that.
#pragma once

#include "session/pilot.hpp"
#include "session/planning/run_inputs.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::cli {

// From the pilot's median to its 90th percentile; absent where it is not known.
struct pilot_range {
    std::optional<double> low, high;
};

struct cell_forecast {
    std::string judge, task;
    std::uint64_t answered = 0; // trials of the pilot
    std::uint64_t unpriced_answers = 0; // of the pilot, whose cost is in no cost here
    pilot_range trial_usd;      // each, with all its calls
    pilot_range call_s;
    std::uint64_t rest = 0; // trials
    pilot_range rest_usd, rest_s;
};

struct pilot_forecast {
    std::vector<cell_forecast> cells;
    std::uint64_t rest = 0;
    pilot_range usd, seconds; // of the rest; accounts work side by side
    std::uint64_t unpriced_answers = 0; // of cells that have a rest
};

// Times are at the configured threads and limits a minute, without pauses.
pilot_forecast forecast(const session::run_inputs& inputs, const session::pilot_watch& seen,
                        const plan& rest);

// A table with what it means, in so many columns.
std::string to_text(const pilot_forecast& f, std::size_t columns);

// "preceptron.pilot/1", one line without a newline. Ranges are {"p50": …, "p90": …}, or null.
std::string to_json(const pilot_forecast& f);

} // namespace preceptron::cli
