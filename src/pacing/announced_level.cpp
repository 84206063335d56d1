#include "pacing/announced_level.hpp"

#include <algorithm>

namespace preceptron::pacing {

namespace {

using seconds = std::chrono::duration<double>;

// How long an empty bucket takes to fill, by one response; nothing where that cannot be told. Some
// servers round `reset` up to whole seconds, so one second of it proves nothing.
std::optional<double> seconds_to_fill(const announced_limit& said) {
    const double used = *said.limit - said.remaining.value_or(*said.limit);
    if (!said.reset || used <= 0)
        return {};
    const double reset = seconds(*said.reset).count() - 1;
    return reset > 0 ? std::optional(reset * *said.limit / used) : std::nullopt;
}

} // namespace

void announced_level::flow(time_point now) noexcept {
    if (now > at_ && limit_)
        level_ = std::min(*limit_, level_ + seconds(now - at_).count() * per_second_);
    if (now >= begins_anew()) {
        level_ = *limit_;
        observed_ = taken_ + 1; // responses to what was sent until now tell of what is over
        begins_anew_.reset();
    }
    at_ = std::max(at_, now);
}

double announced_level::fullness(time_point now) noexcept {
    if (!limit_ || *limit_ <= 0)
        return 1;
    flow(now);
    return std::clamp(level_ / *limit_, 0.0, 1.0);
}

announced_level::time_point announced_level::earliest(double amount, time_point now) noexcept {
    if (!limit_ || per_second_ <= 0)
        return now;
    flow(now);
    // One that is larger than the bucket is let go when that is full: the server has the last word.
    const double missing = std::min(amount, *limit_) - level_;
    if (missing <= 0)
        return now;
    constexpr double longest = 3600;
    const seconds wait(std::min(missing / per_second_, longest));
    // The server is asked at least once an hour, and once what it said is gone again.
    return std::max(now, std::min({now + std::chrono::ceil<std::chrono::milliseconds>(wait),
                                   taken_at_ + std::chrono::hours(1), begins_anew()}));
}

void announced_level::forget() noexcept {
    limit_.reset();
    begins_anew_.reset();
    by_the_minute_ = true;
    per_second_ = 0;
    silent_ = 0;
}

announced_level::mark announced_level::take(double amount, time_point now) noexcept {
    flow(now);
    taken_at_ = now;
    level_ -= amount;
    return {++taken_, level_, corrected_};
}

std::optional<double> announced_level::observe(const announced_limit& said, const mark& sent,
                                               time_point now) noexcept {
    if (!said.limit || *said.limit < 1) {
        if (limit_ && ++silent_ >= until_forgotten)
            forget();
        return {};
    }
    silent_ = 0;
    flow(now);
    if (sent.sequence < observed_)
        return said.remaining ? std::optional(0.0) : std::nullopt;
    const bool first = !limit_;
    observed_ = sent.sequence;
    limit_ = said.limit;
    constexpr double two_minutes = 120;
    const double to_fill = seconds_to_fill(said).value_or(60);
    by_the_minute_ = to_fill <= two_minutes;
    per_second_ = *said.limit / (by_the_minute_ ? 60 : to_fill);
    begins_anew_.reset();
    if (!by_the_minute_ && said.reset)
        begins_anew_ = now + *said.reset;
    if (!said.remaining) {
        if (first)
            level_ = *limit_;
        return {};
    }
    // Before anything was known, what was sent was only counted, from zero downwards.
    const double difference = *said.remaining - sent.level - (corrected_ - sent.corrected);
    level_ = std::min(level_ + difference, *limit_);
    corrected_ += difference;
    return difference;
}

} // namespace preceptron::pacing
