#include "runner/trial_course.hpp"

#include "core/grouped.hpp"
#include "net/http_exchange.hpp"
#include "provider/outcome.hpp"
#include "provider/parameter_refusal.hpp"
#include "runner/failure_sentence.hpp"

#include <random>
#include <variant>

namespace preceptron::runner {

namespace {

using clock = std::chrono::steady_clock;

// A server that refuses one parameter after the other teaches at most as many as there are.
constexpr int most_lessons = 5;

} // namespace

verdict_on_attempt trial_course::weigh(attempt_report& report,
                                       const provider::learned_parameters& learned_before) {
    if (auto* answer = std::get_if<reply>(&report.outcome)) {
        judge_.refusals.on_answer();
        judge_.overcome.add(tries_.last());
        auto read = judging::parse_verdict(answer->text, task_.scale, who_.judged.max_score);
        if (auto* const accepted = std::get_if<verdict>(&read)) {
            judge_.lane.echoes.apply(accepted->justification); // a new text has a new end
            run_.journal.append(make_result(who_, *answer, *accepted,
                                            std::move(prompt_.context_missing), report.phases));
            return {};
        }
        report.outcome = without_score(*answer, std::get<judging::no_verdict>(read));
    }
    auto& f = std::get<attempt_failure>(report.outcome);
    if (judge_.lane.answers_to(judge_.spec.name) > 0)
        for (const std::string_view doubt : {provider::address_in_doubt, net::https_in_doubt})
            if (const auto at = f.message.find(doubt); at != f.message.npos)
                f.message.erase(at, doubt.size());
    if (auto lesson = judge_.lane.codec.learn(judge_.spec, f, judge_.learned))
        run_.observer.on_notice("judge '" + judge_.spec.name + "': " + *lesson);
    if (!(judge_.learned == learned_before) && provider::may_refuse_a_parameter(f) &&
        lessons_++ < most_lessons) {
        run_.journal.append(make_attempt(who_, f, report.phases));
        return {false, clock::now()};
    }
    // By entries: all tries and repeats of one may have what the server refuses.
    if (f.scope == failure_scope::entry && who_.repeat == 0 && who_.attempts == 1 &&
        judge_.refusals.add(f)) {
        f.scope = failure_scope::judge;
        f.retryable = false;
        f.message = "the first " + std::to_string(pacing::refusal_watch::enough) +
                    " entries were all refused alike; " + f.message;
    }
    return fail_or_retry(f, report.phases);
}

pacing::retry_decision trial_course::decide(const attempt_failure& f) {
    // Where the judge's other requests were answered so often, and the error has passed for none of
    // them, it is no trouble of the server's.
    constexpr std::uint64_t several = 20;
    account_lane& lane = judge_.lane;
    const std::uint64_t answers = lane.answers_to(judge_.spec.name);
    if (tries_.counted() == 0)
        answers_before_ = answers;
    const double random = std::generate_canonical<double, 53>(run_.random);
    const bool others_succeed = answers - answers_before_ >= several &&
                                !judge_.overcome.has(pacing::failure_fingerprint(f));
    const auto decision = pacing::decide_retry(f, tries_, run_.retries, random,
                                               {others_succeed, lane.retries.left()});
    tries_.add(f, decision);
    if (decision.step == pacing::retry_step::again && !decision.free && !f.rate_limited)
        lane.retries.take();
    return decision;
}

verdict_on_attempt trial_course::fail_or_retry(const attempt_failure& f,
                                               const phase_times& phases) {
    const auto decision = decide(f);
    const auto now = clock::now();
    if (decision.lane_pause)
        judge_.lane.pause_until(now + *decision.lane_pause);
    if (decision.account_waits)
        give_up_account(*decision.retry_after);
    if (decision.step == pacing::retry_step::again) {
        run_.journal.append(make_attempt(who_, f, phases));
        return {false, now + decision.delay};
    }
    if (decision.step != pacing::retry_step::give_up)
        stop(f, decision.step);
    run_.journal.append(make_fail(who_, f, decision, phases));
    return {};
}

void trial_course::stop(const attempt_failure& f, pacing::retry_step step) {
    account_lane& lane = judge_.lane;
    const std::string why = failure_sentence(judge_, f), said = server_words(f);
    if (step != pacing::retry_step::stop_account)
        return run_.stop(judge_, why, said);
    if (lane.stopped())
        return;
    lane.stop(why + said);
    run_.observer.on_refusal("account '" + lane.settings().name + "' stopped: " + why, said);
}

// All others would be told the same.
void trial_course::give_up_account(std::chrono::milliseconds asked) {
    account_lane& lane = judge_.lane;
    if (lane.stopped())
        return;
    const auto text = [](std::chrono::milliseconds d) {
        return span_text(std::chrono::duration<double>(d).count());
    };
    lane.give_up("the provider asks to wait " + text(asked) + ", longer than retries.max_wait (" +
                 text(run_.retries.max_wait) + ")");
    run_.observer.on_notice("account '" + lane.settings().name +
                            "' given up for this run: " + *lane.stopped());
}

} // namespace preceptron::runner
