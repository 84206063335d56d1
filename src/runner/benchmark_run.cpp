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

} // namespace preceptron::runner
