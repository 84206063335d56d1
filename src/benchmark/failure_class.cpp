#include "benchmark/failure_class.hpp"

namespace preceptron {

std::optional<failure_class> parse_failure_class(std::string_view name) noexcept {
    for (std::size_t i = 0; i < failure_class_names.size(); ++i)
        if (failure_class_names[i] == name)
            return static_cast<failure_class>(i);
    return {};
}

bool tried_again_by_next_run(failure_class c, bool retryable) noexcept {
    switch (c) {
    case failure_class::transport:
    case failure_class::timeout:
    case failure_class::truncated:
    case failure_class::stream_error:
    case failure_class::provider_error:
    case failure_class::empty:
    case failure_class::bad_body:
    case failure_class::budget:
    case failure_class::stopped:
        return true;
    case failure_class::http_error:
        return retryable;
    default:
        return false;
    }
}

} // namespace preceptron
