#include "pacing/retry_policy.hpp"

#include <algorithm>
#include <limits>

namespace preceptron::pacing {

namespace {

constexpr int unlimited = std::numeric_limits<int>::max();

// How many tries of a trial may fail in this way. 0: the same request fails again, or was not sent.
int tries_of_class(const attempt_failure& failure) noexcept {
    switch (failure.kind) {
    case failure_class::transport:
    case failure_class::truncated:
        return unlimited;
    case failure_class::http_error:
    case failure_class::provider_error:
    case failure_class::stream_error:
        if (failure.http_status == 424) // a dependency failed: seen to pass, or to stay
            return 2;
        return failure.retryable ? unlimited : 0;
    case failure_class::timeout: // the server may have worked all the while, and bill it
        return 2;
    case failure_class::unparsed: // sampling may do better; a second time it is the judge's way
        return 2;
    case failure_class::empty:
    case failure_class::bad_body: // one that is too large is as long, and as dear, again
        return failure.retryable ? 3 : 0;
    case failure_class::length:
    case failure_class::filtered:
    case failure_class::refusal:
    case failure_class::out_of_scale:
    case failure_class::missing_context:
    case failure_class::budget:
    case failure_class::stopped:
        return 0;
    }
    return 0;
}

// Spread over a tenth more than was asked for: those who wait for the same end do not all send in
// the same moment.
std::chrono::milliseconds spread(std::chrono::milliseconds wait, double random) {
    const double extra = static_cast<double>(wait.count()) / 10 * std::clamp(random, 0.0, 1.0);
    return wait + std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(extra));
}

} // namespace

void failed_tries::add(const attempt_failure& failure, const retry_decision& decision) {
    if (decision.free) {
        ++free_;
        return;
    }
    const auto fingerprint = failure_fingerprint(failure);
    repeated_ = same(fingerprint) + 1;
    last_ = fingerprint;
    ++counted_;
    ++by_class_[static_cast<std::size_t>(failure.kind)];
}

retry_decision decide_retry(const attempt_failure& failure, const failed_tries& before,
                            const retry_settings& settings, double random,
                            const retry_context& context) {
    retry_decision d; // to give up
    if (failure.scope != failure_scope::entry) {
        d.step = failure.scope == failure_scope::judge ? retry_step::stop_judge
                                                       : retry_step::stop_account;
        return d;
    }
    if (failure.stale_connection && before.free() == 0) {
        d.step = retry_step::again;
        d.free = true;
        return d;
    }
    const bool too_long = failure.server_wait && *failure.server_wait > settings.max_wait;
    const auto delay = failure.server_wait
                           ? spread(*failure.server_wait, random)
                           : backoff_delay(settings.own, before.counted() + 1, random);
    // A refusal for the rate is meant for all, whatever becomes of this trial.
    if (failure.rate_limited && !too_long)
        d.lane_pause = failure.server_wait.value_or(delay);
    d.account_waits = failure.rate_limited && too_long;
    if (d.account_waits)
        d.retry_after = failure.server_wait;
    const int allowed = tries_of_class(failure);
    if (allowed == 0 || before.of(failure.kind) + 1 >= allowed ||
        before.counted() + 1 >= settings.max_attempts)
        return d;
    if (too_long) {
        d.retry_after = failure.server_wait;
        return d;
    }
    if (context.others_succeed &&
        before.same(failure_fingerprint(failure)) + 1 >= settings.same_error) {
        d.final = true;
        return d;
    }
    if (!failure.rate_limited && !context.retries_left)
        return d;
    d.step = retry_step::again;
    d.delay = delay;
    return d;
}

} // namespace preceptron::pacing
