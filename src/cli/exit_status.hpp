// What the process tells its caller. The numbers are part of the interface; those of 64 and above
// follow BSD's sysexits.
#pragma once

#include "core/errc.hpp"

#include <initializer_list>

namespace preceptron::cli {

enum class exit_status : int {
    success = 0,           // every planned entry has a score
    some_failed = 1,       // finished; some entries failed for good
    usage = 2,             // the command line
    damaged_journal = 3,   // `verify` only
    unfinished = 4,        // the same command would try more
    budget_reached = 5,    //
    bad_data = 65,         // dataset or journal
    no_input = 66,         // a named file is not there
    provider_stopped = 69, // key, quota, or model gone
    cannot_create = 73,    // output
    io_error = 74,         //
    folder_in_use = 75,    //
    configuration = 78,    // or stored results that no longer match
};

exit_status exit_status_of(errc code) noexcept;

// Of several things that happened, the one to report: a signal, 74, 65, 69, 5, 4, 1, in this order.
// `signal` is 0 when none ended the run.
int most_telling(int signal, std::initializer_list<exit_status> happened) noexcept;

} // namespace preceptron::cli
