// The judge behind the simulated provider: it knows the prompt and nothing else. It counts how much
// of the reference's vocabulary the answer uses, so its scores agree with a physician's as far as
// good answers name what the reference names, and no further. It does not understand negation.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::simulator {

// How well a judge reads. fair and noisy mix the overlap with chance that depends on the model and
// the prompt alone, so a repeated question gets the same answer.
enum class judge_skill { strong, fair, noisy };

// By the last part of the model id ("vendor/sim-strong"): sim-strong…, sim-noisy…; else fair.
judge_skill skill_of(std::string_view model_id) noexcept;

struct judgement {
    double score;
    std::string justification;
};

// Reads <reference>…</reference> and <answer>…</answer> from `user`, and the scale from `system` or
// `user`. Without an answer in tags all of `user` is the answer; without a reference the rest of
// `user` is the reference; without a scale it is 0 to 10.
judgement judge(std::string_view model_id, std::string_view system, std::string_view user);

// {"score": …, "justification": "…"}, as judges are asked to reply.
std::string answer_text(const judgement& made);

} // namespace preceptron::simulator
