#include "session/ask_judges.hpp"

#include "async/sleepers.hpp"
#include "async/task_group.hpp"
#include "runner/call_judge.hpp"
#include "runner/failure_sentence.hpp"
#include "session/lane_set.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace preceptron::session {

namespace asio = boost::asio;

namespace {

// Asks for what a verdict looks like, so that structured output can be kept to, too.
prompt_messages tiny_question() {
    return {"This is a test of the connection.",
            "Answer with this JSON object and nothing else: {\"score\": 1, \"justification\": "
            "\"ok\"}"};
}

// A server that refuses a parameter is asked once more without it, as in a run.
asio::awaitable<void> ask(runner::tested_judge& judge, trial_question_outcome& out) {
    const prompt_messages question = tiny_question();
    const auto slot = co_await judge.lane.slots.acquire();
    for (;;) {
        const auto report =
            co_await runner::call_judge(judge.lane, judge.spec, question, judge.learned);
        out.first_byte_ms = report.phases.first_byte.value_or(0);
        out.done_ms = report.phases.done.value_or(0);
        if (const auto* answer = std::get_if<reply>(&report.outcome)) {
            out.served_model = answer->served_model;
            co_return;
        }
        const auto& f = std::get<attempt_failure>(report.outcome);
        auto lesson = judge.lane.codec.learn(judge.spec, f, judge.learned);
        if (lesson) {
            out.learned.push_back(std::move(*lesson));
        } else if (!f.stale_connection) {
            out.wrong = runner::placed_failure_sentence(judge, f);
            co_return;
        }
    }
}

asio::awaitable<void> ask_all(std::vector<runner::tested_judge>& judges,
                              std::vector<trial_question_outcome>& outcomes,
                              async::task_group& questions, lane_set& lanes) {
    for (std::size_t i = 0; i < judges.size(); ++i)
        questions.spawn(ask(judges[i], outcomes[i]));
    co_await questions.join();
    lanes.close();
}

} // namespace

result<std::vector<trial_question_outcome>> ask_judges(const run_inputs& inputs) {
    asio::io_context context{1};
    async::sleepers naps(context.get_executor());
    async::task_group questions(context.get_executor());
    lane_set lanes(context.get_executor(), inputs, naps);
    if (auto opened = lanes.open({}); opened.has_error())
        return opened.error();
    auto judges = judges_on(lanes, inputs);
    std::vector<trial_question_outcome> outcomes;
    for (const runner::tested_judge& judge : judges)
        outcomes.push_back(
            {.judge = judge.spec.name, .wrong = {}, .served_model = {}, .learned = {}});
    std::exception_ptr error;
    asio::co_spawn(context, ask_all(judges, outcomes, questions, lanes),
                   [&error](std::exception_ptr e) { error = e; });
    context.run();
    if (error)
        std::rethrow_exception(error);
    return outcomes;
}

} // namespace preceptron::session
