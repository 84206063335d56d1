#include "runner/benchmark_run.hpp"

namespace preceptron::runner {

void benchmark_run::drain() {
    draining = true;
    dispatchers.cancel();
    naps.wake_all();
}

void benchmark_run::close() {
    drain();
    trials.cancel();
}

void benchmark_run::settle_money(double worst, std::optional<double> cost) {
    money.settle(worst, cost);
    if (waiting_for_money > 0)
        naps.rouse();
}

} // namespace preceptron::runner
