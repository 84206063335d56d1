// The kinds of failure the program tells apart. Each kind is one exit status (see
// cli/exit_status.hpp); a new kind is added only when a caller acts on it differently.
#pragma once

#include <string_view>

namespace preceptron {

enum class errc {
    usage,             // the command line asks for something that does not exist
    bad_configuration, // config.yaml or config.ini cannot be obeyed
    results_mismatch,  // stored results were made with other settings than the plan's
    no_such_input,     // a file that was named is not there
    bad_dataset,       // the dataset cannot be read as what it claims to be
    bad_journal,       // the journal is foreign, newer, or too damaged to trust
    folder_in_use,     // another run holds the output folder's lock
    cannot_create,     // an output cannot be created where it was asked for
    io,                // the system refused a read, write or sync
    network,           // a connection could not be made or was lost
    untrusted_peer,    // TLS: nobody vouches for the peer
    provider_stopped,  // the provider will not serve this account or model
    timed_out,         // a deadline passed
    cancelled,         // the user or a sibling asked to stop
};

// The kind's name in our own words, lower case, no final stop.
std::string_view to_string(errc code) noexcept;

} // namespace preceptron
