// The key of a trial: what makes a stored answer the answer to a question. Two questions with the
// same key would be the same request to the same model, so the second is never sent.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "benchmark/prompt_messages.hpp"
#include "core/hash.hpp"

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
class question_key {
  public:
    question_key(const judge_spec& judge, std::string_view task, std::string_view entry_id,
                 const prompt_messages& prompt);

    // Of one repeat: the prompt is not hashed again.
    trial_key of(int repeat);

  private:
    sha256 question_;
    sha256 trial_;
};

// The same, of one repeat only.
trial_key make_key(const judge_spec& judge, std::string_view task, std::string_view entry_id,
                   const prompt_messages& prompt, int repeat);

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
