// A provider's account with limits a minute, as token buckets that start full, and the headers it
// answers with; on a clock of the test's own.
#pragma once

#include "benchmark/rate_limits.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace preceptron::tests {

class simulated_account {
  public:
    using instant = std::chrono::steady_clock::time_point;

    // 0 = no limit.
    simulated_account(double requests, double tokens, instant now)
        : requests_{requests, requests, now}, tokens_{tokens, tokens, now} {}

    void set_limits(double requests, double tokens, instant now) {
        for (auto [b, limit] : {std::pair(&requests_, requests), std::pair(&tokens_, tokens)}) {
            b->refill(now);
            b->limit = limit;
            b->level = std::min(b->level, limit);
        }
    }

    struct response {
        bool admitted = true;
        announced_limits said;
    };
    response ask(double tokens, instant now) {
        requests_.refill(now);
        tokens_.refill(now);
        response r;
        r.admitted = requests_.has(1) && tokens_.has(tokens);
        if (r.admitted) {
            requests_.level -= 1;
            tokens_.level -= tokens;
            counted_.admitted.push_back(now);
        } else {
            ++counted_.refused;
        }
        r.said.requests = requests_.say();
        r.said.tokens = tokens_.say();
        return r;
    }

    struct tally {
        std::vector<instant> admitted;
        std::size_t refused = 0;

        double admitted_between(instant from, instant to) const {
            return static_cast<double>(
                std::ranges::count_if(admitted, [&](instant t) { return t >= from && t < to; }));
        }
        double admitted_after(instant from) const { return admitted_between(from, instant::max()); }
    };
    const tally& counted() const noexcept { return counted_; }

  private:
    struct bucket {
        double limit, level;
        instant at;

        void refill(instant now) {
            level = std::min(limit,
                             level + std::chrono::duration<double>(now - at).count() * limit / 60);
            at = now;
        }
        bool has(double amount) const { return limit <= 0 || level >= amount; }
        announced_limit say() const {
            if (limit <= 0)
                return {};
            const double seconds = (limit - level) * 60 / limit;
            return {limit, std::max(0.0, std::floor(level)),
                    std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000))};
        }
    };
    bucket requests_, tokens_;
    tally counted_;
};

} // namespace preceptron::tests
