#include "loopback_client.hpp"
#include "simulator/run_simulator.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdio>

#include <ext/stdio_filebuf.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace preceptron;
using namespace preceptron::simulator;

namespace {

// A process that runs the simulator with its standard output in a pipe. It exits with the number
// of the signal that ended it.
struct simulator_process {
    pid_t id = 0;
    std::string first_line;

    explicit simulator_process(bool ignore_interrupts) {
        int ends[2];
        BOOST_REQUIRE(::pipe(ends) == 0);
        id = ::fork();
        BOOST_REQUIRE(id >= 0);
        if (id == 0) {
            ::close(ends[0]);
            if (ignore_interrupts)
                std::signal(SIGINT, SIG_IGN);
            __gnu_cxx::stdio_filebuf<char> buffer(ends[1], std::ios::out);
            std::ostream out(&buffer);
            const auto ended = run_simulator({}, out);
            ::_exit(ended ? *ended : 99);
        }
        ::close(ends[1]);
        __gnu_cxx::stdio_filebuf<char> buffer(ends[0], std::ios::in);
        std::istream in(&buffer);
        std::getline(in, first_line);
    }

    int exit_status() const {
        int status = 0;
        BOOST_REQUIRE(::waitpid(id, &status, 0) == id);
        BOOST_REQUIRE(WIFEXITED(status));
        return WEXITSTATUS(status);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_run_simulator)

BOOST_AUTO_TEST_CASE(says_where_it_listens_and_runs_until_a_signal) {
    for (const int signal : {SIGINT, SIGTERM}) {
        const simulator_process process(false);
        constexpr std::string_view words = "listening https://127.0.0.1:";
        BOOST_REQUIRE(process.first_line.starts_with(words));
        const int port = std::stoi(process.first_line.substr(words.size()));
        boost::asio::io_context context;
        boost::asio::ip::tcp::socket socket(context);
        BOOST_CHECK_NO_THROW(socket.connect(
            {boost::asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)}));
        ::kill(process.id, signal);
        BOOST_TEST(process.exit_status() == signal);
    }
}

BOOST_AUTO_TEST_CASE(a_signal_that_was_ignored_stays_ignored) {
    const simulator_process process(true);
    ::kill(process.id, SIGINT);
    ::kill(process.id, SIGTERM);
    BOOST_TEST(process.exit_status() == SIGTERM);
}

BOOST_AUTO_TEST_SUITE_END()
