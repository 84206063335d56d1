#include "pacing/refusal_watch.hpp"

#include "pacing/failure_fingerprint.hpp"

namespace preceptron::pacing {

bool refusal_watch::add(const attempt_failure& f) {
    const bool may_pass = f.retryable && f.kind != failure_class::bad_body;
    if (requests_are_sound_ || may_pass || f.too_long)
        return false;
    const auto said = failure_fingerprint(f);
    // Filtered, cut or declined: somebody has read the prompt.
    requests_are_sound_ = !said || (refusal_ && refusal_ != said);
    refusal_ = said;
    return !requests_are_sound_ && ++refused_ >= enough;
}

} // namespace preceptron::pacing
