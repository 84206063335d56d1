// One judge of a scripted server, asked about one entry after the other.
#pragma once

#include "runner/benchmark_bench.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace preceptron::tests {

inline const std::string canary = "sk-canary-0123456789";

// One judge asked about `entries` entries, one at a time.
struct trial_loop : benchmark_loop {
    explicit trial_loop(std::deque<turn> script, std::size_t entries = 1)
        : benchmark_loop(entries), server(context.get_executor(), std::move(script)) {}

    runner::tested_judge& begin() {
        auto& lane = bench.add_lane("openai", server.port(), server.authority_pem(), canary, 1);
        return bench.add_judge("judge", lane);
    }
    void run_one_judge() {
        begin();
        run();
    }

    scripted_server server;
};

// The journal holds `expected` behind its head, and no call is left open.
inline void check_saved(const trial_loop& loop, const std::vector<std::string>& expected) {
    std::vector<std::string> saved = loop.bench.saved();
    BOOST_REQUIRE(!saved.empty());
    BOOST_TEST(saved.front() == "head");
    saved.erase(saved.begin());
    BOOST_TEST(saved == expected, boost::test_tools::per_element());
    BOOST_TEST(loop.bench.seen.in_flight == 0U);
}

} // namespace preceptron::tests
