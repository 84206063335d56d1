#include "net/path_state.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron::net;
using boost::asio::ip::tcp;

BOOST_AUTO_TEST_SUITE(net_path_state)

BOOST_AUTO_TEST_CASE(a_server_that_only_thinks_acknowledges_all_the_while) {
    boost::asio::io_context context(1);
    tcp::acceptor acceptor(context, {boost::asio::ip::address_v4::loopback(), 0});
    tcp::socket ours(context), theirs(context);
    ours.connect(acceptor.local_endpoint());
    acceptor.accept(theirs);
    boost::asio::write(ours, boost::asio::buffer("a question", 10)); // and nobody reads it
    const auto state = read_path_state(ours.native_handle());
    BOOST_TEST_REQUIRE(state.has_value());
    BOOST_TEST(!state->doubtful());
    BOOST_TEST((state->since_last_sign < std::chrono::seconds(5)));
}

BOOST_AUTO_TEST_CASE(what_is_no_connection_has_no_path) {
    BOOST_TEST(!read_path_state(-1).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
