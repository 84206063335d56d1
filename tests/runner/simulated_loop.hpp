// A run against the simulated provider, over verified TLS.
#pragma once

#include "runner/benchmark_bench.hpp"
#include "simulator/server.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace preceptron::tests {

inline simulator::server_settings quick() {
    simulator::server_settings settings;
    settings.ttft = std::chrono::milliseconds(0);
    settings.gap = std::chrono::milliseconds(0);
    settings.events = 3;
    return settings;
}

struct simulated_loop : benchmark_loop {
    explicit simulated_loop(std::size_t entries, simulator::server_settings settings = quick())
        : benchmark_loop(entries), provider(context, std::move(settings)),
          port(provider.start().value()) {}

    runner::account_lane& lane(const std::string& name, const std::string& key,
                               std::size_t threads = 4, std::string_view codec = "openai") {
        return bench.add_lane(name, port, provider.authority_pem(), key, threads, codec);
    }
    std::size_t scored_by(std::string_view judge) const {
        return std::ranges::count_if(bench.seen.results,
                                     [&](const auto& r) { return r.trial.judge == judge; });
    }
    std::size_t failed_of(std::string_view judge, failure_class kind) const {
        return std::ranges::count_if(bench.seen.fails, [&](const auto& f) {
            return f.trial.judge == judge && f.kind == kind;
        });
    }

    simulator::server provider;
    std::uint16_t port;
};

} // namespace preceptron::tests
