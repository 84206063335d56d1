#include "runner/benchmark_run.hpp"

namespace preceptron::runner {

void benchmark_run::drain() {
    draining = true;
    journal.withdraw_starts();
    dispatchers.cancel();
    naps.wake_all();
}

void benchmark_run::close() {
    closing = true;
    drain();
    trials.cancel();
}

void benchmark_run::stop(tested_judge& judge, const std::string& why, std::string_view said) {
    if (judge.stopped)
        return;
    judge.stopped = why + std::string(said);
    observer.on_refusal("judge '" + judge.spec.name + "' " +
                            (judge.given_up ? "given up for this run" : "stopped") + ": " + why,
                        said);
    naps.rouse(); // who waits to ask it
}

void benchmark_run::give_up(tested_judge& judge, const std::string& why) {
    judge.given_up = judge.given_up || !judge.stopped;
    stop(judge, why);
}

void benchmark_run::break_off(const failure& why, std::string_view what) {
    if (broken)
        return;
    broken = why;
    observer.on_notice(std::string(what) + ": nothing new is sent; waiting for calls in flight");
    drain();
}

void benchmark_run::settle_money(double worst, std::optional<double> cost) {
    money.settle(worst, cost);
    if (!waiting_for_money.empty())
        naps.rouse();
}

void benchmark_run::mind_the_journal() {
    if (journal.broken())
        drain();
    else if (room.begins_to_hold())
        trials.spawn(room.keep_trying());
}

} // namespace preceptron::runner
