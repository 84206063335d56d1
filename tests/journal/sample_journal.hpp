// Small records, and journals made of them, for tests.
#pragma once

#include "journal/encoder.hpp"
#include "journal/frame.hpp"
#include "journal/record.hpp"
#include "journal/stored_results.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::test {

inline journal::trial_key key_of(int n) {
    return sha256_of("trial " + std::to_string(n));
}

inline constexpr timestamp noon{std::chrono::milliseconds{1795435200000}};

inline journal::head_record sample_head() {
    journal::head_record r;
    r.version = "0.1.0";
    r.run_id = "run-1";
    r.started = noon;
    r.dataset = {"/data/set.json", "ab12", 7};
    r.config_hash = "cd34";
    r.host = "here";
    r.pid = 42;
    return r;
}

inline journal::start_record sample_start(int n, int attempt = 1) {
    return {key_of(n), attempt, 0.25, noon};
}

inline journal::trial_record sample_trial(int n) {
    return {key_of(n), "judge-a", "cpc_bond", "entry " + std::to_string(n), 0, 1};
}

inline journal::trial_name name_of(const journal::trial_record& t) {
    return {t.judge, t.task, t.entry_id, static_cast<std::uint32_t>(t.repeat)};
}

inline journal::result_record sample_result(int n) {
    journal::result_record r;
    r.seq = static_cast<std::uint64_t>(n);
    r.trial = sample_trial(n);
    r.score = 0.5 * n;
    r.justification = "because " + std::to_string(n);
    r.raw = "{\"score\": 1}";
    r.provider = "openai";
    r.model_id = "m";
    r.prompt = "default";
    r.served_model = "m-2026";
    r.finish_reason = "stop";
    r.usage.input = 100;
    r.usage.output = 20;
    r.cost_usd = 0.125;
    r.phases.first_byte = 200.5;
    r.phases.done = 900.25;
    r.time = noon;
    return r;
}

inline journal::fail_record sample_fail(int n, failure_class kind = failure_class::unparsed) {
    journal::fail_record r;
    r.trial = sample_trial(n);
    r.kind = kind;
    r.message = "no score";
    r.raw = "well…";
    r.time = noon;
    return r;
}

template<class Record>
std::string line_of(const Record& r) {
    std::string line;
    journal::encode(r, line);
    return line;
}

// A record's JSON, whatever it is, in a frame that is right.
inline std::string framed(std::string_view body) {
    std::string line;
    journal::open_frame(line);
    line += body;
    journal::close_frame(line);
    return line;
}

// The record's JSON, without its frame.
template<class Record>
std::string body_of(const Record& r) {
    const std::string line = line_of(r);
    BOOST_REQUIRE(line.ends_with("}}\n"));
    const auto whole = journal::read_frame(std::string_view(line).substr(0, line.size() - 1));
    BOOST_REQUIRE((whole.state == journal::frame_state::whole));
    return std::string(whole.body);
}

// The head and `n` results, a line each.
inline std::vector<std::string> sample_lines(int n) {
    std::vector<std::string> lines{line_of(sample_head())};
    for (int i = 1; i <= n; ++i)
        lines.push_back(line_of(sample_result(i)));
    return lines;
}

inline std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines)
        all += line;
    return all;
}

} // namespace preceptron::test
