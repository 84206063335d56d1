// Lookups of host names that answer, fail, or never end.
#include "net/host_lookup.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <memory>
#include <optional>

using namespace preceptron;
namespace asio = boost::asio;

namespace {

using outcome = std::optional<result<net::host_lookup::addresses>>;

const asio::ip::address somewhere = asio::ip::make_address("192.0.2.7");

// One who asks.
struct caller {
    caller(asio::io_context& context, net::host_lookup& names) : patience(context) {
        asio::co_spawn(context, names.find(patience),
                       [this](std::exception_ptr, result<net::host_lookup::addresses> found) {
                           got = std::move(found);
                       });
    }
    asio::steady_timer patience;
    outcome got;
};

// A name server that answers when it is told to; asked by any number of threads.
struct slow_server {
    std::promise<void> gate;
    std::shared_future<void> opened = gate.get_future().share();
    // Shared with its threads, the last of which may begin after the test has ended.
    std::shared_ptr<std::atomic<int>> asked = std::make_shared<std::atomic<int>>(0);

    net::host_lookup::function function() {
        return [asked = asked, opened = opened](const std::string&) {
            ++*asked;
            opened.wait();
            return net::host_lookup::addresses{somewhere};
        };
    }
};

void run_until_answered(asio::io_context& context, const caller& c) {
    context.restart(); // it may have run dry
    while (!c.got)
        BOOST_REQUIRE(context.run_one() == 1U);
}

} // namespace

BOOST_AUTO_TEST_SUITE(looking_up_a_host)

BOOST_AUTO_TEST_CASE(the_system_knows_this_machine_and_says_why_a_name_is_unknown) {
    const auto here = net::host_lookup::ask_system("localhost");
    BOOST_REQUIRE(here.has_value());
    BOOST_REQUIRE(!here->empty());
    BOOST_TEST(here->front().is_loopback());
    const auto nowhere = net::host_lookup::ask_system("no-such-name.invalid");
    BOOST_REQUIRE(nowhere.has_error());
    BOOST_TEST((nowhere.error().code == errc::network));
    BOOST_TEST(nowhere.error().message.find("no-such-name.invalid") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(callers_at_the_same_time_share_a_lookup_and_later_ones_begin_another) {
    asio::io_context context(1);
    slow_server server;
    net::host_lookup names(context.get_executor(), "judge.test", server.function());
    caller first(context, names), second(context, names);
    context.poll();
    server.gate.set_value();
    run_until_answered(context, first);
    run_until_answered(context, second);
    BOOST_TEST((first.got->value() == net::host_lookup::addresses{somewhere}));
    BOOST_TEST((second.got->value() == net::host_lookup::addresses{somewhere}));
    BOOST_TEST(*server.asked == 1);
    caller third(context, names);
    run_until_answered(context, third);
    BOOST_TEST(*server.asked == 2);
}

BOOST_AUTO_TEST_CASE(one_that_never_ends_holds_up_no_other_host) {
    asio::io_context context(1);
    slow_server silent;
    net::host_lookup stalled(context.get_executor(), "silent.test", silent.function());
    net::host_lookup sound(context.get_executor(), "judge.test", [](const std::string&) {
        return net::host_lookup::addresses{somewhere};
    });
    caller in_vain(context, stalled), served(context, sound);
    run_until_answered(context, served);
    BOOST_TEST(!in_vain.got);
    in_vain.patience.cancel();
    run_until_answered(context, in_vain);
    BOOST_TEST((in_vain.got->error().code == errc::cancelled));
    silent.gate.set_value();
}

BOOST_AUTO_TEST_CASE(who_gives_up_leaves_the_others_waiting) {
    asio::io_context context(1);
    slow_server server;
    net::host_lookup names(context.get_executor(), "judge.test", server.function());
    caller impatient(context, names), patient(context, names);
    context.poll();
    impatient.patience.cancel();
    run_until_answered(context, impatient);
    BOOST_TEST(impatient.got->has_error());
    server.gate.set_value();
    run_until_answered(context, patient);
    BOOST_TEST(patient.got->has_value());
}

// That the thread finds nobody and touches nothing that is gone shows under the address sanitizer;
// here, that it was at work when all else went, and that nobody waited for it.
BOOST_AUTO_TEST_CASE(may_go_with_its_loop_while_the_system_is_still_looking) {
    slow_server server;
    {
        auto context = std::make_unique<asio::io_context>(1);
        net::host_lookup names(context->get_executor(), "judge.test", server.function());
        std::optional<caller> one(std::in_place, *context, names);
        context->poll();
        while (*server.asked == 0)
            std::this_thread::yield();
        one->patience.cancel();
        context->poll();
        BOOST_TEST(one->got->has_error());
        one.reset();
        context.reset();
    }
    BOOST_TEST(*server.asked == 1);
    server.gate.set_value(); // only now may it answer
}

BOOST_AUTO_TEST_CASE(a_failure_is_told_to_all) {
    asio::io_context context(1);
    net::host_lookup names(context.get_executor(), "judge.test",
                           [](const std::string& host) -> result<net::host_lookup::addresses> {
                               return fail(errc::network, "no " + host);
                           });
    caller first(context, names), second(context, names);
    run_until_answered(context, first);
    run_until_answered(context, second);
    BOOST_TEST(first.got->error().message == "no judge.test");
    BOOST_TEST((second.got->error().code == errc::network));
}

BOOST_AUTO_TEST_SUITE_END()
