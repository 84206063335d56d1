#include "async/loop_turns.hpp"

#include <thread>

namespace preceptron::async {

std::size_t run_in_turns(boost::asio::io_context& context) {
    using clock = std::chrono::steady_clock;
    for (std::size_t turns = 0;; ++turns) {
        const auto idle_since = clock::now();
        if (context.run_one() == 0)
            return turns;
        const bool quick_succession = clock::now() - idle_since < loop_rest;
        context.poll();
        if (quick_succession && !context.stopped())
            std::this_thread::sleep_for(loop_rest);
    }
}

} // namespace preceptron::async
