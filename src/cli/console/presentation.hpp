// How a run shows itself: as the flags and the terminal allow.
#pragma once

#include "cli/console/console.hpp"
#include "cli/console/terminal_size.hpp"
#include "runner/progress.hpp"

#include <memory>
#include <string>

namespace preceptron::cli {

enum class progress_mode { automatic, live, plain, json, none };
enum class output_format { text, json };

struct presentation {
    progress_mode progress = progress_mode::automatic;
    output_format format = output_format::text;
    bool quiet = false;
    bool verbose = false;
    bool no_color = false;

    console make_console() const;
};

// Automatic: live where stderr is a terminal that can move its cursor, else plain.
std::unique_ptr<runner::progress_view> make_progress_view(const presentation& how,
                                                          const console& out);

} // namespace preceptron::cli
