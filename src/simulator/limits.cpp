#include "simulator/limits.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::simulator {

namespace {

using std::chrono::milliseconds;
using minutes = std::chrono::duration<double, std::ratio<60>>;

milliseconds time_to_gain(double amount, std::int64_t per_minute) {
    if (amount <= 0)
        return milliseconds(0);
    const minutes wait(amount / static_cast<double>(per_minute));
    return std::chrono::ceil<milliseconds>(wait);
}

// Half of the least limit is still one: 0 would be none.
std::int64_t shared(std::int64_t per_minute, int share) {
    return per_minute > 0 ? std::max<std::int64_t>(1, per_minute / share) : 0;
}

} // namespace

limits::account& limits::account_of(const std::string& key, time_point now) {
    const auto [found, is_new] = accounts_.try_emplace(key);
    account& owner = found->second;
    if (is_new)
        owner.first_asked = now;
    const int share = halved(owner, now) ? 2 : 1;
    const auto refill = [now, fresh = is_new, share](bucket& b, std::int64_t per_minute) {
        const auto full = static_cast<double>(shared(per_minute, share));
        const minutes passed = now - b.filled_at;
        b.level = fresh ? full : std::min(full, b.level + passed.count() * full);
        b.filled_at = now;
    };
    refill(owner.requests, settings_.requests_per_minute);
    refill(owner.tokens, settings_.tokens_per_minute);
    return owner;
}

bool limits::halved(const account& owner, time_point now) const {
    return settings_.halved_after.count() > 0 && now - owner.first_asked >= settings_.halved_after;
}

admission limits::admit(const std::string& key, std::int64_t tokens, time_point now) {
    if (settings_.requests_per_minute == 0 && settings_.tokens_per_minute == 0)
        return {};
    account& owner = account_of(key, now);
    const int share = halved(owner, now) ? 2 : 1;
    const std::int64_t rpm = shared(settings_.requests_per_minute, share);
    const std::int64_t tpm = shared(settings_.tokens_per_minute, share);

    // Sums of fractions of a minute fall short of a whole token by rounding.
    constexpr double slack = 1e-6;
    const double missing_requests = rpm > 0 ? 1 - slack - owner.requests.level : 0;
    const double missing_tokens =
        tpm > 0 ? static_cast<double>(tokens) - slack - owner.tokens.level : 0;
    admission made;
    made.retry_after =
        std::max(time_to_gain(missing_requests, rpm), time_to_gain(missing_tokens, tpm));
    if (tpm > 0 && tokens > tpm)
        made.is = admission::answer::request_too_large;
    else if (missing_requests > 0)
        made.is = admission::answer::too_many_requests;
    else if (missing_tokens > 0)
        made.is = admission::answer::too_many_tokens;
    if (made.is == admission::answer::admitted) {
        owner.requests.level -= 1;
        owner.tokens.level -= static_cast<double>(tokens);
    }

    const auto level_of = [](const bucket& b, std::int64_t per_minute) {
        return bucket_level{per_minute, static_cast<std::int64_t>(std::max(0.0, b.level + slack)),
                            time_to_gain(static_cast<double>(per_minute) - b.level, per_minute)};
    };
    if (rpm > 0)
        made.requests = level_of(owner.requests, rpm);
    if (tpm > 0)
        made.tokens = level_of(owner.tokens, tpm);
    return made;
}

} // namespace preceptron::simulator
