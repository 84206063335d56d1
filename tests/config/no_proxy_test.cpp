// Who is reached without the proxy.
#include "config/no_proxy.hpp"

#include <boost/test/unit_test.hpp>

using preceptron::config::is_without_proxy;

BOOST_AUTO_TEST_SUITE(no_proxy)

BOOST_AUTO_TEST_CASE(names_stand_for_themselves_and_what_is_below_them) {
    for (const char* list : {"example.com", ".example.com", "*.example.com", "a.b,example.com",
                             "a.b example.com", " a.b ,, EXAMPLE.com. ", "*", "x,*"}) {
        BOOST_TEST_CONTEXT(list) {
            BOOST_TEST(is_without_proxy(list, "example.com", 443));
            BOOST_TEST(is_without_proxy(list, "api.example.com", 443));
        }
    }
    for (const char* list :
         {"", " , ", ".", "com.example", "ample.com", "api.example.com", "*example.com"})
        BOOST_TEST_CONTEXT(list) {
            BOOST_TEST(!is_without_proxy(list, "example.com", 443));
        }
}

BOOST_AUTO_TEST_CASE(a_port_narrows_an_entry) {
    BOOST_TEST(is_without_proxy("example.com:8443", "api.example.com", 8443));
    BOOST_TEST(!is_without_proxy("example.com:8443", "example.com", 443));
    BOOST_TEST(!is_without_proxy("example.com:word", "example.com", 443));
    BOOST_TEST(is_without_proxy("[::1]:443", "::1", 443));
    BOOST_TEST(!is_without_proxy("[::1]:443", "::1", 444));
}

BOOST_AUTO_TEST_CASE(addresses_are_compared_as_addresses) {
    BOOST_TEST(is_without_proxy("10.1.2.3", "10.1.2.3", 443));
    BOOST_TEST(is_without_proxy("2001:DB8::0:1", "2001:db8::1", 443));
    BOOST_TEST(is_without_proxy("[2001:db8::1]", "2001:db8::1", 443));
    BOOST_TEST(!is_without_proxy("1.2.3", "10.1.2.3", 443)); // no suffix of an address
    BOOST_TEST(!is_without_proxy("10.1.2.3", "10.1.2.30", 443));
}

BOOST_AUTO_TEST_CASE(ranges_hold_addresses_only) {
    BOOST_TEST(is_without_proxy("10.0.0.0/8", "10.255.1.2", 443));
    BOOST_TEST(!is_without_proxy("10.0.0.0/8", "11.0.0.1", 443));
    BOOST_TEST(is_without_proxy("172.16.0.0/12", "172.31.9.9", 443));
    BOOST_TEST(!is_without_proxy("172.16.0.0/12", "172.32.0.0", 443));
    BOOST_TEST(is_without_proxy("fe80::/10", "febf::1", 443));
    BOOST_TEST(!is_without_proxy("fe80::/10", "fec0::1", 443));
    BOOST_TEST(is_without_proxy("0.0.0.0/0", "8.8.8.8", 443));
    for (const char* list : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0/8", "::/0", "/8"})
        BOOST_TEST_CONTEXT(list) {
            BOOST_TEST(!is_without_proxy(list, "10.0.0.0", 443));
        }
    BOOST_TEST(!is_without_proxy("10.0.0.0/8", "ten.example", 443));
}

BOOST_AUTO_TEST_SUITE_END()
