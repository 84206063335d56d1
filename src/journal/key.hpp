// The key of a trial: what makes a stored answer the answer to a question. Two questions with the
// same key would be the same request to the same model, so the second is never sent.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "benchmark/prompt_messages.hpp"
#include "core/hash.hpp"
#include "core/shared_text.hpp"

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::journal {

using trial_key = sha256_digest;

// In the key: judge name, task, entry id, rendered prompt, origin of the base URL, model_id,
// temperature, reasoning_effort, extra_body (order of members does not matter) and repeat (from 0).
// Not in it: output cap, streaming, answer format, deadlines, limits, prices, keys, the URL's path,
// and every field of the entry that the prompt does not show.

// In which order they are hashed. A journal keeps to the one that it began with.
enum class key_layout : int {
    entry_first = 1, // of journals whose head names none
    judge_first = 2, // what a judge's questions have in common is hashed once
};

// Of one question, whichever repeat.
class question_key {
  public:
    explicit question_key(const sha256& question) noexcept : question_(question) {}

    trial_key of(int repeat) const;

  private:
    sha256 question_;
};

// The keys of all that one judge is asked.
class judge_keys {
  public:
    explicit judge_keys(const judge_spec& judge, key_layout layout = key_layout::judge_first);

    question_key of(std::string_view task, std::string_view entry_id,
                    const prompt_messages& prompt);

  private:
    void add_settings(sha256& to) const;

    key_layout layout_ = key_layout::judge_first;
    std::string judge_;
    std::array<std::string, 5> settings_;
    sha256 beginning_; // of all of the judge's keys
    shared_text system_;
    sha256 behind_system_; // of those whose prompt begins with it
};

// 64 lower-case hex digits, or nothing.
std::optional<trial_key> parse_key(std::string_view hex) noexcept;

// "https://host:port" of a URL: lower case, without user, path and the scheme's own port. A text
// without "://" is returned as it is.
std::string url_origin(std::string_view url);

// A digest is uniform: any eight of its bytes are a hash.
struct key_hash {
    std::size_t operator()(const trial_key& key) const noexcept {
        std::size_t value;
        std::memcpy(&value, key.data(), sizeof value);
        return value;
    }
};

} // namespace preceptron::journal
