#include "cli/exit_status.hpp"

#include <algorithm>
#include <array>

namespace preceptron::cli {

exit_status exit_status_of(errc code) noexcept {
    switch (code) {
    case errc::usage:
        return exit_status::usage;
    case errc::bad_configuration:
    case errc::results_mismatch:
        return exit_status::configuration;
    case errc::no_such_input:
        return exit_status::no_input;
    case errc::bad_dataset:
    case errc::bad_journal:
        return exit_status::bad_data;
    case errc::folder_in_use:
        return exit_status::folder_in_use;
    case errc::cannot_create:
        return exit_status::cannot_create;
    case errc::io:
        return exit_status::io_error;
    case errc::network:
    case errc::untrusted_peer:
    case errc::provider_stopped:
        return exit_status::provider_stopped;
    case errc::timed_out:
    case errc::cancelled:
        return exit_status::unfinished;
    }
    return exit_status::io_error;
}

int most_telling(int signal, std::initializer_list<exit_status> happened) noexcept {
    if (signal != 0)
        return 128 + signal;
    constexpr std::array order{exit_status::io_error,         exit_status::bad_data,
                               exit_status::provider_stopped, exit_status::budget_reached,
                               exit_status::unfinished,       exit_status::some_failed};
    for (const exit_status each : order)
        if (std::ranges::find(happened, each) != happened.end())
            return static_cast<int>(each);
    return 0;
}

} // namespace preceptron::cli
