// Destroys a running scenario after every possible number of handlers, so that each suspension
// point is torn down once. Leaks and dangling references show under the address sanitizer.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>

namespace preceptron::tests {

// `scenario(executor)` starts the work and returns an object that owns what the coroutines refer
// to; it holds no I/O object, for it outlives the io_context. It must finish within `most`
// handlers. Returns how many it took.
template<class Scenario>
std::size_t stop_everywhere(Scenario scenario, std::size_t most = 2000) {
    for (std::size_t handlers = 0; handlers <= most; ++handlers) {
        auto context = std::make_unique<boost::asio::io_context>(1);
        const auto owned = scenario(context->get_executor());
        std::size_t ran = 0;
        while (ran < handlers && context->run_one() != 0)
            ++ran;
        context.reset();
        if (ran < handlers)
            return ran;
    }
    BOOST_FAIL("the scenario did not finish");
    return most;
}

} // namespace preceptron::tests
