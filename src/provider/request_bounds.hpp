// What a judge's request lets the provider bill, for a budget's worst case.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "benchmark/prompt_messages.hpp"

#include <cstddef>
#include <cstdint>

namespace preceptron::provider {

// In tokens, of one request: `max_output_tokens`, or what extra_body has in its place
// (`max_tokens`, `max_completion_tokens`), for each of the answers that extra_body asks for (`n`).
// An answer without a cap is taken to be as long as `uncapped`.
std::int64_t most_output_tokens(const judge_spec& judge, std::int64_t uncapped) noexcept;

// What the provider may bill as input, in bytes: the prompt, but for what extra_body has in its
// place
// (`messages`, Anthropic's `system`), and extra_body's own texts and the names within them.
std::size_t input_bytes(const judge_spec& judge, const prompt_messages& prompt) noexcept;

// Whether extra_body asks Anthropic to keep the prompt in its cache for an hour
// (`cache_control: {type: ephemeral, ttl: 1h}`, be it of the request or of a part), which is billed
// dearer than input.
bool asks_for_hour_cache(const judge_spec& judge) noexcept;

} // namespace preceptron::provider
