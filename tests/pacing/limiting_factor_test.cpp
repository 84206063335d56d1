#include "pacing/limiting_factor.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace preceptron::pacing;

namespace {

account_activity full_of_calls() {
    account_activity a;
    a.full = 0.9;
    a.in_flight = a.limit = a.most = 30;
    a.first_byte_s = a.best_first_byte_s = 1;
    return a;
}

} // namespace

BOOST_AUTO_TEST_SUITE(pacing_limiting_factor)

BOOST_AUTO_TEST_CASE(each_factor_is_told_from_the_others) {
    using enum limiting_factor;
    BOOST_TEST((what_limits({}) == nothing));
    account_activity a = full_of_calls();
    BOOST_TEST((what_limits(a) == concurrency));
    BOOST_TEST(what_would_help(concurrency, a) == "more threads (now 30)");
    a.no_sockets = true;
    BOOST_TEST(what_would_help(concurrency, a) ==
               "a higher limit of open files (ulimit -n): it allows 30 calls at a time here");
    a.first_byte_s = 2.5;
    BOOST_TEST((what_limits(a) == latency));
    a.limit = 16;
    BOOST_TEST((what_limits(a) == growth));
    a.more_to_send = false;
    BOOST_TEST((what_limits(a) == tail));
    a.in_flight = 0;
    BOOST_TEST((what_limits(a) == nothing));
    a.asleep = 0.8;
    BOOST_TEST((what_limits(a) == retries));
    a.money = 0.8;
    BOOST_TEST((what_limits(a) == budget));
    a.no_room = true; // at once, whatever else held it back until now
    BOOST_TEST((what_limits(a) == disk));
    BOOST_TEST(to_string(disk) == "no room on disk");
    BOOST_TEST(what_would_help(disk, a).find("threads") == std::string::npos);
    a.no_room = false;
    a.full = 0;
    for (std::size_t i = 0; i < a.gate.size(); ++i) {
        a.gate = {};
        a.gate[i] = 0.9;
        BOOST_TEST((what_limits(a) == gate_factors[i]));
    }
    a.cpu = 0.95;
    BOOST_TEST((what_limits(a) == cpu));
    a.held = true; // at once, as a full disk
    BOOST_TEST((what_limits(a) == held));
}

BOOST_AUTO_TEST_CASE(what_holds_one_judge_is_not_named_where_the_others_use_all_threads) {
    account_activity a = full_of_calls();
    const auto when_waiting_for = [&a](limiting_factor f) {
        a.gate = {};
        a.gate[static_cast<std::size_t>(std::ranges::find(gate_factors, f) -
                                        gate_factors.begin())] = 0.9;
        return what_limits(a);
    };
    BOOST_TEST((when_waiting_for(limiting_factor::outage) == limiting_factor::concurrency));
    BOOST_TEST((when_waiting_for(limiting_factor::pause) == limiting_factor::pause));
    BOOST_TEST((when_waiting_for(limiting_factor::tokens) == limiting_factor::tokens));
    a.limits_decide = false;
    BOOST_TEST((when_waiting_for(limiting_factor::tokens) == limiting_factor::concurrency));
    a.full = 0;
    a.limits_decide = true;
    a.gate = {0, 0, 0.95, 0.8};
    BOOST_TEST((what_limits(a) == limiting_factor::requests)); // of another judge
    a.limits_decide = false;
    BOOST_TEST((what_limits(a) == limiting_factor::outage));
    BOOST_TEST((when_waiting_for(limiting_factor::outage) == limiting_factor::outage));
    BOOST_TEST((when_waiting_for(limiting_factor::tokens) == limiting_factor::tokens));
}

BOOST_AUTO_TEST_CASE(advice_names_the_limit_in_force) {
    account_activity a;
    a.per_minute = {600, 0, 0, 0};
    BOOST_TEST(what_would_help(limiting_factor::requests, a) ==
               "600 requests a minute are allowed: a higher limit, or a second account");
    a.per_minute = {0, 0, 0, 900};
    BOOST_TEST(what_would_help(limiting_factor::output_tokens, a)
                   .starts_with("900 output tokens a minute are allowed: "));
    BOOST_TEST(what_would_help(limiting_factor::tail, a).empty());
}

BOOST_AUTO_TEST_CASE(a_factor_is_found_by_its_name) {
    BOOST_TEST((limiting_factor_named("input tokens") == limiting_factor::input_tokens));
    BOOST_TEST(!limiting_factor_named("weather").has_value());
    for (const preceptron::named_limit& limit : preceptron::all_limits)
        BOOST_TEST(limit.name == [&] {
            std::string name(to_string(factor_of(limit.of)));
            std::ranges::replace(name, ' ', '_');
            return name + "_per_minute";
        }());
}

BOOST_AUTO_TEST_SUITE_END()
