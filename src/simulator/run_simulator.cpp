#include "simulator/run_simulator.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <cerrno>
#include <csignal>
#include <ostream>
#include <system_error>

namespace preceptron::simulator {

namespace {

bool is_ignored(int signal) {
    struct sigaction current {};
    return ::sigaction(signal, nullptr, &current) == 0 && current.sa_handler == SIG_IGN;
}

} // namespace

result<int> run_simulator(const server_settings& settings, std::ostream& out) {
    boost::asio::io_context context(1);
    server simulator(context, settings);
    boost::asio::signal_set signals(context);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (!is_ignored(signal))
            signals.add(signal);
    if (auto started = simulator.start(); !started)
        return started.error();
    int received = 0;
    signals.async_wait([&](const boost::system::error_code& error, int signal) {
        if (error)
            return;
        received = signal;
        simulator.stop();
    });
    if (!(out << "listening " << simulator.origin() << std::endl))
        return fail(errc::io,
                    "stdout could not be written: " + std::generic_category().message(errno));
    context.run();
    return received;
}

} // namespace preceptron::simulator
