#include "core/errc.hpp"

namespace preceptron {

std::string_view to_string(errc code) noexcept {
    switch (code) {
    case errc::usage:
        return "usage";
    case errc::bad_configuration:
        return "bad configuration";
    case errc::results_mismatch:
        return "stored results no longer match";
    case errc::no_such_input:
        return "no such input";
    case errc::bad_dataset:
        return "bad dataset";
    case errc::bad_journal:
        return "bad journal";
    case errc::folder_in_use:
        return "folder in use";
    case errc::cannot_create:
        return "cannot create output";
    case errc::io:
        return "input/output error";
    case errc::network:
        return "network error";
    case errc::untrusted_peer:
        return "untrusted peer";
    case errc::provider_stopped:
        return "provider stopped";
    case errc::timed_out:
        return "timed out";
    case errc::cancelled:
        return "cancelled";
    }
    return "unknown";
}

} // namespace preceptron
