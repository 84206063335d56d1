#include "session/machine/descriptor_limit.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

using namespace preceptron::session;

BOOST_AUTO_TEST_SUITE(a_limit_of_descriptors)

BOOST_AUTO_TEST_CASE(lowers_all_accounts_in_proportion_and_none_to_nothing) {
    using counts = std::vector<std::size_t>;
    const auto fit = [](counts wanted, std::size_t available) {
        return fit_to_descriptors(wanted, available);
    };
    BOOST_TEST((fit({10, 30}, 40) == counts{10, 30}));
    BOOST_TEST((fit({10, 30}, 39) == counts{9, 29}));
    BOOST_TEST((fit({10, 30}, 8) == counts{2, 6}));
    BOOST_TEST((fit({1, 1000}, 8) == counts{1, 7}));
    BOOST_TEST((fit({5, 5}, 1) == counts{1, 1}));
    BOOST_TEST(fit({}, 1).empty());
}

BOOST_AUTO_TEST_CASE(is_raised_as_far_as_it_may_be_and_leaves_room_for_files) {
    struct rlimit before {};
    BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const struct rlimit low { 64, before.rlim_max };
    BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    const std::size_t available = descriptors_for_connections();
    struct rlimit after {};
    ::getrlimit(RLIMIT_NOFILE, &after);
    ::setrlimit(RLIMIT_NOFILE, &before);
    BOOST_TEST(after.rlim_cur == before.rlim_max);
    BOOST_TEST(available < after.rlim_cur - 6);
    BOOST_TEST(available > after.rlim_cur / 2);
}

BOOST_AUTO_TEST_SUITE_END()
