// A host of several addresses, of which not all answer.
#include "net/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <vector>

#include <sys/socket.h>

using namespace preceptron;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

const auto open_address = asio::ip::make_address("127.0.0.1");
const auto dead_address = asio::ip::make_address("127.0.0.2");

// One server at the first address, and behind the same port of the second a queue that is full:
// Linux then answers no packet of another connection.
struct two_addresses {
    asio::io_context context;
    tcp::acceptor server{context, {open_address, 0}};
    std::uint16_t port = server.local_endpoint().port();
    tcp::acceptor full{context};
    std::vector<tcp::socket> queued;

    two_addresses() {
        full.open(tcp::v4());
        full.bind({dead_address, port});
        full.listen(0);
        const tcp::endpoint dead(dead_address, port);
        for (int i = 0; i < 4; ++i) {
            tcp::socket& each = queued.emplace_back(context);
            each.open(tcp::v4());
            each.native_non_blocking(true);
            ::connect(each.native_handle(), dead.data(),
                      static_cast<socklen_t>(dead.size())); // Asio's own would wait
        }
    }

    // How long it takes to be connected.
    std::chrono::steady_clock::duration connect(net::host_lookup& names,
                                                std::chrono::milliseconds patience) {
        net::session_tickets tickets;
        net::origin peer{false, "several.example", port};
        net::connection c(context.get_executor(), peer, names, nullptr, tickets);
        c.patience_with_address = patience;
        std::optional<result<void>> opened;
        const auto began = std::chrono::steady_clock::now();
        asio::co_spawn(context, c.open(),
                       [&](std::exception_ptr, result<void> done) { opened = std::move(done); });
        context.restart();
        while (!opened)
            context.run_one();
        BOOST_TEST(opened->has_value());
        return std::chrono::steady_clock::now() - began;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(address_choice)

BOOST_AUTO_TEST_CASE(an_address_that_swallows_packets_is_waited_for_once) {
    two_addresses host;
    net::host_lookup names(host.context.get_executor(), "several.example", [](const std::string&) {
        return net::host_lookup::addresses{dead_address, open_address};
    });
    BOOST_TEST((host.connect(names, 50ms) >= 50ms));
    BOOST_TEST((host.connect(names, 1h) < 1h)); // the one that answered comes first
}

BOOST_AUTO_TEST_CASE(an_address_that_refuses_is_not_waited_for) {
    two_addresses host;
    host.full.close();
    host.queued.clear();
    net::host_lookup names(host.context.get_executor(), "several.example", [](const std::string&) {
        return net::host_lookup::addresses{dead_address, open_address};
    });
    BOOST_TEST((host.connect(names, 1h) < 1h));
}

// Were there many of them, every connect deadline would pass before the others' turn.
BOOST_AUTO_TEST_CASE(an_address_at_which_a_deadline_passed_is_tried_last) {
    two_addresses host;
    net::host_lookup names(host.context.get_executor(), "several.example", [](const std::string&) {
        return net::host_lookup::addresses{dead_address, open_address};
    });
    {
        net::session_tickets tickets;
        net::origin peer{false, "several.example", host.port};
        net::connection c(host.context.get_executor(), peer, names, nullptr, tickets);
        c.patience_with_address = 1h;
        std::optional<result<void>> opened;
        asio::co_spawn(host.context, c.open(),
                       [&](std::exception_ptr, result<void> done) { opened = std::move(done); });
        host.context.run_for(100ms);
        BOOST_TEST(!opened.has_value());
        c.close();
        host.context.restart();
        while (!opened)
            host.context.run_one();
        BOOST_TEST(opened->has_error());
    }
    BOOST_TEST((host.connect(names, 1h) < 30s)); // the system gives up after two minutes
}

BOOST_AUTO_TEST_SUITE_END()
