#include "journal/open_starts.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>

using namespace preceptron::journal;

BOOST_AUTO_TEST_SUITE(started_calls)

namespace {

// Few hashes, so that many keys ask for the same place, some of them for the last one.
trial_key colliding_key(unsigned n) {
    trial_key key{};
    key[0] = static_cast<std::uint8_t>(60 + n % 7);
    key[31] = static_cast<std::uint8_t>(n);
    return key;
}

double sum(const open_starts& starts) {
    double usd = 0;
    starts.for_each([&](const open_start& s) { usd += *s.usd; });
    return usd;
}

} // namespace

BOOST_AUTO_TEST_CASE(any_sequence_of_changes_leaves_what_a_map_would_hold) {
    std::mt19937 random(1);
    const auto any_key = [&](unsigned most) {
        return colliding_key(static_cast<unsigned>(random() % most));
    };
    open_starts starts;
    std::map<trial_key, double> expected;
    for (int step = 0; step < 40000; ++step) {
        const unsigned most = step < 20000 ? 30 : 200; // more than the first table holds
        const trial_key key = any_key(most);
        if (random() % 2) {
            starts.put(key, {1, static_cast<double>(step)});
            expected[key] = step;
        } else {
            starts.erase(key);
            expected.erase(key);
        }
        double usd = 0;
        for (const auto& [k, value] : expected)
            usd += value;
        BOOST_REQUIRE(sum(starts) == usd);
        const trial_key other = any_key(most);
        const open_start* const found = starts.find(other);
        const auto known = expected.find(other);
        BOOST_REQUIRE((found != nullptr) == (known != expected.end()));
        BOOST_REQUIRE((!found || *found->usd == known->second));
    }
}

BOOST_AUTO_TEST_SUITE_END()
