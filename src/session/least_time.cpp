#include "session/least_time.hpp"

#include <algorithm>
#include <map>

namespace preceptron::session {

double least_time_s(const runner::account_lane& lane, std::span<runner::tested_judge> judges,
                    const run_watch& watch) {
    struct load {
        double calls = 0;
        pacing::call_estimate together;
    };
    std::map<const pacing::rate_limiter*, load> loads;
    for (runner::tested_judge& judge : judges) {
        if (&judge.lane != &lane)
            continue;
        const auto open = static_cast<double>(watch.open(judge.spec.name));
        const pacing::call_estimate& each = judge.forecast.usual();
        for (const pacing::rate_limiter* const limiter : judge.limiters()) {
            load& l = loads[limiter];
            l.calls += open;
            l.together.input_tokens += open * each.input_tokens;
            l.together.output_tokens += open * each.output_tokens;
        }
    }
    double longest = 0;
    for (const auto& [limiter, l] : loads)
        longest = std::max(longest, limiter->least_time_s(l.calls, l.together));
    return longest;
}

} // namespace preceptron::session
