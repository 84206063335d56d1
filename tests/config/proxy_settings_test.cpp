// Which proxy a configuration and an environment ask for, and for whom.
#include "config/proxy_settings.hpp"

#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using namespace preceptron::config;

namespace {

using variables = std::map<std::string, std::string, std::less<>>;

loaded<configuration> read(std::string_view more, const variables& set) {
    auto config = parse(with(more));
    add_proxy_environment(config, [&](std::string_view name) {
        const auto found = set.find(name);
        return found == set.end() ? std::nullopt : std::optional(found->second);
    });
    return config;
}

// Of a configuration that must be in order; empty = there is no proxy.
std::string proxy_of(std::string_view more, const variables& set) {
    const auto config = read(more, set);
    BOOST_REQUIRE(config.value);
    return config.value->proxy ? config.value->proxy->url.text : "";
}

std::string authorization_of(std::string_view url) {
    const auto proxy = parse_proxy_url(url);
    BOOST_REQUIRE(proxy.has_value());
    return proxy->authorization ? std::string(proxy->authorization->expose()) : "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(proxy_settings_suite)

BOOST_AUTO_TEST_CASE(the_configuration_goes_before_the_environment_and_lower_case_before_upper) {
    const variables both{{"https_proxy", "http://lower:1"}, {"HTTPS_PROXY", "http://upper:1"}};
    BOOST_TEST(proxy_of("proxy: http://own:1\n", both) == "http://own:1");
    BOOST_TEST(proxy_of("", both) == "http://lower:1");
    BOOST_TEST(proxy_of("", {{"https_proxy", ""}, {"HTTPS_PROXY", "upper:1/"}}) ==
               "http://upper:1");
    BOOST_TEST(proxy_of("", {{"HTTP_PROXY", "http://plain:1"}}) == "");
}

BOOST_AUTO_TEST_CASE(none_is_no_proxy_whatever_the_environment_says) {
    BOOST_TEST(proxy_of("proxy: none\n", {}) == "");
    BOOST_TEST(proxy_of("proxy: None\n", {{"HTTPS_PROXY", "http://env:1"}}) == "");
    BOOST_TEST(proxy_of("proxy: none\n", {{"HTTPS_PROXY", "socks5://env:1"}}) == "");
    BOOST_TEST(proxy_of("proxy: none\nallowed_hosts: [api.openai.com]\n", {}) == "");
    BOOST_TEST(proxy_of("proxy: none:3128\n", {}) == "http://none:3128");
}

BOOST_AUTO_TEST_CASE(a_variable_that_nobody_needs_is_no_problem) {
    const variables socks{{"HTTPS_PROXY", "socks5://u:hunter2@x:1"}};
    const auto refused = read("", socks);
    BOOST_TEST(!refused.value);
    BOOST_REQUIRE(refused.problems.size() == 1U);
    BOOST_TEST(refused.problems[0].message.starts_with("HTTPS_PROXY: "));
    BOOST_TEST(refused.problems[0].message.find("hunter2") == std::string::npos);
    variables with_exception = socks;
    with_exception["NO_PROXY"] = "openai.com";
    BOOST_TEST(proxy_of("", with_exception) == "");
}

BOOST_AUTO_TEST_CASE(only_https_goes_through_and_the_environments_proxy_leads_not_to_this_machine) {
    const auto far = parse_base_url("https://api.example.com/v1").value();
    const auto near = parse_base_url("https://localhost:8443").value();
    const auto plain = parse_base_url("http://api.example.com").value();
    const auto own = read("proxy: http://own:1\n", {{"NO_PROXY", "intern.example"}});
    const auto of_environment = read("", {{"HTTPS_PROXY", "http://env:1"}});
    BOOST_TEST(own.value->proxy->leads_to(far));
    BOOST_TEST(own.value->proxy->leads_to(near));
    BOOST_TEST(!own.value->proxy->leads_to(plain));
    BOOST_TEST(!own.value->proxy->leads_to(parse_base_url("https://a.intern.example").value()));
    BOOST_TEST(of_environment.value->proxy->leads_to(far));
    BOOST_TEST(!of_environment.value->proxy->leads_to(near));
    BOOST_TEST(own.value->proxy->named == "proxy, config.yaml line 7");
    BOOST_TEST(of_environment.value->proxy->named == "HTTPS_PROXY");
}

BOOST_AUTO_TEST_CASE(user_and_password_become_a_basic_authorization) {
    BOOST_TEST(authorization_of("http://proxy:3128") == "");
    BOOST_TEST(authorization_of("http://Aladdin:open%20sesame@proxy") ==
               "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    BOOST_TEST(authorization_of("Aladdin:open sesame@proxy:1") ==
               "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    BOOST_TEST(authorization_of("http://me@proxy") == "Basic bWU6");
    BOOST_TEST(authorization_of("http://u:p@ss/w@proxy") == "Basic dTpwQHNzL3c=");
    for (const char* const url : {"http:/u:p@proxy:1", "https:/proxy", "socks5:/u:p@h:1"})
        BOOST_TEST(parse_proxy_url(url).error().message ==
                       "write http://host:port, with two slashes",
                   url);
    BOOST_TEST(authorization_of("http://u:%C3%A4%0D%0A@proxy") == "Basic dTrDpA0K");
    BOOST_TEST(parse_proxy_url("http://me@PROXY.example").value().host == "proxy.example");
    BOOST_TEST(parse_proxy_url("http://u:%zz@proxy").has_error());
}

BOOST_AUTO_TEST_SUITE_END()
