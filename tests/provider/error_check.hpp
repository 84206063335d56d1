// An error as a decoder tells it, checked for whom it stops and whether it is tried again.
#pragma once

#include "provider/exchange.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace preceptron::tests {

inline constexpr auto entry = failure_scope::entry;
inline constexpr auto judge = failure_scope::judge;
inline constexpr auto account = failure_scope::account;

inline void check(const attempt_failure& f, failure_scope scope, bool retryable, bool rate_limited,
                  std::string_view part_of_message) {
    BOOST_TEST_CONTEXT(f.http_status << " " << f.server_code << ": " << f.message) {
        BOOST_TEST((f.scope == scope));
        BOOST_TEST(f.retryable == retryable);
        BOOST_TEST(f.rate_limited == rate_limited);
        BOOST_TEST(f.message.find(part_of_message) != std::string::npos);
    }
}

} // namespace preceptron::tests
