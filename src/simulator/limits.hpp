// Requests and tokens a minute for each key, as token buckets that hold a minute's worth and start
// full. A refused request takes nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace preceptron::simulator {

struct limit_settings {
    std::int64_t requests_per_minute = 0; // 0 = no limit
    std::int64_t tokens_per_minute = 0;
    std::chrono::milliseconds halved_after{0}; // from a key's first request; 0 = never
};

// A bucket as it stands after a request was admitted or refused.
struct bucket_level {
    std::int64_t limit = 0;
    std::int64_t remaining = 0;
    std::chrono::milliseconds until_full{0};
};

struct admission {
    enum class answer { admitted, too_many_requests, too_many_tokens, request_too_large };
    answer is = answer::admitted;
    std::chrono::milliseconds retry_after{0}; // until this request would have been admitted
    std::optional<bucket_level> requests;     // only where there is a limit
    std::optional<bucket_level> tokens;
};

class limits {
  public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit limits(const limit_settings& settings) : settings_(settings) {}

    // `now` never goes back for one key.
    admission admit(const std::string& key, std::int64_t tokens, time_point now);

  private:
    struct bucket {
        double level = 0;
        time_point filled_at;
    };
    struct account {
        bucket requests;
        bucket tokens;
        time_point first_asked;
    };
    // Filled up to `now`, by the limits that hold then.
    account& account_of(const std::string& key, time_point now);
    bool halved(const account& owner, time_point now) const;

    limit_settings settings_;
    std::unordered_map<std::string, account> accounts_;
};

} // namespace preceptron::simulator
