// Where judges are reached, on whose account, and where nothing may go.
#include "config/base_url.hpp"
#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::config;

namespace {

std::string azure_judge(std::string_view keys) {
    return "dataset_path: d\noutput_dir: o\nmodels:\n"
           "  - {name: a, provider: azure, model_id: gpt" +
           std::string(keys) + "}\n";
}

lines azure_problems(const azure_settings* azure, std::string_view keys = "") {
    return short_forms(parse_config(azure_judge(keys), "/abs/folder/config.yaml", azure).problems);
}

} // namespace

BOOST_AUTO_TEST_SUITE(addresses)

BOOST_AUTO_TEST_CASE(a_base_url_is_kept_in_one_spelling) {
    BOOST_TEST(parse_base_url("HTTPS://API.Example.com:443/v1///").value().text() ==
               "https://api.example.com/v1");
    BOOST_TEST(parse_base_url("http://[::1]:8000").value().text() == "http://[::1]:8000");
    for (const std::string_view wrong :
         {"", "api.example.com", "ftp://x", "https://", "https://x:0", "https://x:65536",
          "https://x/?q=1", "https://x/#f", "https://x y", "https://x/a b", "https://x/../y",
          "https://x/..", "https://user:pw@x", "https://x\r\nHost: y"})
        BOOST_TEST(parse_base_url(wrong).has_error(), wrong);
    BOOST_TEST(parse_base_url("https://user:pw@x").error().message.find("pw") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_may_be_a_password_in_a_url_is_not_repeated) {
    const auto told = [](std::string_view url) { return parse_base_url(url).error().message; };
    BOOST_TEST(told("http://user:hunter2") ==
               "'http://user:…' names no host, or a port that is not from 1 to 65535");
    BOOST_TEST(told("https://x:65536") ==
               "'https://x:65536' names no host, or a port that is not from 1 to 65535");
    BOOST_TEST(told("https://x/v1?token=hunter2#hunter2") ==
               "'https://x/v1' must end before its '?' or '#'");
    for (const std::string_view url :
         {"http://user:hunter2", "http://user:hunter2/v1", "http://user:1hunter2?x=1",
          "user:hunter2", "http:/user:hunter2", "http://user::hunter2", "http://[::1]:hunter2",
          "http://u:123456:hunter2", "ftp://user:hunter2"})
        BOOST_TEST(told(url).find("hunter") == std::string::npos, url);
    BOOST_TEST(told("http://user:123456") ==
               "'http://user:…' names no host, or a port that is not from 1 to 65535");
    for (const std::string_view host :
         {"http://me:hunter2@proxy.example", "me:hunter2@proxy.example", "http://me:hunter2"}) {
        const auto found = problems_of(with("allowed_hosts: [\"" + std::string(host) + "\"]\n"));
        BOOST_REQUIRE(!found.empty());
        BOOST_TEST(found.back().find("is not a host name") != std::string::npos);
        BOOST_TEST(found.back().find("hunter") == std::string::npos, found.back());
    }
    for (const std::string_view wrong :
         {"threads: 'http://me:hunter2@x'\n", "allowed_hosts: 'http://me:hunter2@x'\n",
          "'proxy http://me:hunter2@x': 1\n"}) {
        const auto found = problems_of(with(wrong));
        BOOST_REQUIRE(found.size() == 1U);
        BOOST_TEST(found[0].find("hunter") == std::string::npos, found[0]);
    }
}

BOOST_AUTO_TEST_CASE(plain_http_is_for_loopback_or_for_those_who_say_so) {
    for (const std::string_view local : {"http://localhost:8000/v1", "http://127.0.0.1:8000",
                                         "http://127.8.9.1", "http://[::1]:1"})
        good(with_judge("base_url: \"" + std::string(local) + "\"\nkey: none\n"));
    CHECK_LINES(problems_of(with_judge("base_url: http://10.0.0.1:8000/v1\nkey: none\n")),
                "7:15: base_url: http://10.0.0.1:8000/v1 would carry key and cases unencrypted: "
                "use https, or say allow_plain_http: true");
    CHECK_LINES(problems_of(with_judge("base_url: http://localhost.evil.com\nkey: none\n")),
                "7:15: base_url: http://localhost.evil.com would carry key and cases unencrypted: "
                "use https, or say allow_plain_http: true");
    good(with_judge("base_url: http://10.0.0.1:8000/v1\nkey: none\nallow_plain_http: true\n"));
}

BOOST_AUTO_TEST_CASE(a_judge_with_an_address_or_key_of_its_own_has_an_account_of_its_own) {
    const configuration local =
        good(with_judge("base_url: http://localhost:8000/v1\nkey: none\nthreads: 64\n"));
    BOOST_TEST(local.judges.at(0).spec.account == "openai@localhost:8000");
    BOOST_TEST(local.accounts.at(0).threads == 64);
    BOOST_TEST(local.accounts.at(0).loopback);
    BOOST_TEST(!local.accounts.at(0).adaptive); // off for loopback unless set
    const configuration keyed = good(with_judge("key: lab\n"));
    BOOST_TEST(keyed.judges.at(0).spec.account == "openai+lab");
    BOOST_TEST(keyed.judges.at(0).spec.key_name == "lab");
    CHECK_LINES(problems_of(with_judge("threads: 64\n")),
                "7:14: threads: this judge shares the account of all openai judges: set threads: "
                "{openai: 64} at the top, or give the judge a base_url or key of its own");
}

BOOST_AUTO_TEST_CASE(a_provider_s_threads_and_limits_hold_for_each_of_its_accounts) {
    const std::string elsewhere = "base_url: http://localhost:8000/v1\nkey: none\n";
    const std::string of_openai =
        "threads: {openai: 7}\nlimits: {openai: {requests_per_minute: 60}}\n";
    const account given = good(with_judge(elsewhere) + of_openai).accounts.at(0);
    BOOST_TEST(given.threads == 7);
    BOOST_TEST((given.limits == rate_limits{60, {}, {}, {}}));
    const configuration own =
        good(with_judge(elsewhere + "limits: {tokens_per_minute: 5000}\n") + of_openai);
    BOOST_TEST((own.accounts.at(0).limits == rate_limits{{}, 5000, {}, {}}));
    BOOST_TEST(!own.judges.at(0).limits.any()); // they are the account's
    BOOST_TEST(!good(with_judge(elsewhere) + "limits: {azure: {requests_per_minute: 60}}\n")
                    .accounts.at(0)
                    .limits.any());
}

BOOST_AUTO_TEST_CASE(a_key_that_follows_a_judge_elsewhere_is_warned_of) {
    CHECK_LINES(warnings_of(with_judge("base_url: https://gateway.example/v1\n")),
                "7:15: the key 'openai' goes to gateway.example: say key: openai if it should, or "
                "key: none");
    CHECK_LINES(warnings_of(with_judge("base_url: https://gateway.example/v1\nkey: openai\n")), );
}

BOOST_AUTO_TEST_CASE(only_allowed_hosts_are_connected_to) {
    good(with("allowed_hosts: [API.openai.com]\n"));
    CHECK_LINES(problems_of(with("allowed_hosts: [unit.openai.azure.com]\n")),
                "4:5: the host 'api.openai.com' is not in allowed_hosts");
    CHECK_LINES(problems_of(with("allowed_hosts: []\n")),
                "4:5: the host 'api.openai.com' is not in allowed_hosts");
    CHECK_LINES(problems_of(with("allowed_hosts: [api.openai.com]\n"
                                 "proxy: http://proxy.example:3128\n")),
                "8:8: the host 'proxy.example' is not in allowed_hosts");
    CHECK_LINES(problems_of(with("allowed_hosts: [\"*.openai.com\", api.openai.com]\n")),
                "7:17: allowed_hosts: '*.openai.com' is not a host name (no scheme, port, path or "
                "'*')");
}

BOOST_AUTO_TEST_CASE(a_proxy_is_an_http_address_whose_password_is_never_repeated) {
    good(with("proxy: \"http://me:hunter2@proxy.example:3128\"\n"));
    for (const std::string_view wrong :
         {"https://me:hunter2@proxy.example", "me:hunter2@x:port", "http://me:hunter2%@x:1",
          "http://me:hunter2@proxy.example/path", "socks5://me:hunter2@x", "http://me:hunter2",
          "me:hunter2", "http://me:hunter2/"}) {
        const auto found = problems_of(with("proxy: \"" + std::string(wrong) + "\"\n"));
        BOOST_REQUIRE(found.size() == 1U);
        BOOST_TEST(found[0].starts_with("7:8: proxy: "), found[0]);
        BOOST_TEST(found[0].find("hunter2") == std::string::npos, found[0]);
    }
}

BOOST_AUTO_TEST_CASE(proxies_that_are_not_http_are_told_what_is_supported) {
    for (const std::string_view other : {"socks5://p:1080", "https://p:1080", "ftp://me:pw@p"})
        CHECK_LINES(problems_of(with("proxy: " + std::string(other) + "\n")),
                    "7:8: proxy: write http://host:port: HTTP proxies are supported, which tunnel "
                    "TLS, but neither SOCKS nor https:// to the proxy itself");
    CHECK_LINES(problems_of(with("proxy: \"\"\n")),
                "7:8: proxy: the text is empty: write none for no proxy");
}

BOOST_AUTO_TEST_CASE(azure_s_endpoint_and_version_come_from_the_keys_file_or_the_judge) {
    const judge_spec plain = good(azure_judge("")).judges.at(0).spec;
    BOOST_TEST(plain.base_url == "https://unit.openai.azure.com");
    BOOST_TEST(plain.api_version == "2024-10-21");
    BOOST_TEST(plain.account == "azure");
    const judge_spec own =
        good(azure_judge(", base_url: \"https://b.openai.azure.com\", api_version: v1"))
            .judges.at(0)
            .spec;
    BOOST_TEST(own.base_url == "https://b.openai.azure.com");
    BOOST_TEST(own.api_version == "v1");
    BOOST_TEST(own.account == "azure@b.openai.azure.com");
}

BOOST_AUTO_TEST_CASE(azure_without_an_endpoint_says_where_it_can_be_given) {
    const azure_settings none;
    CHECK_LINES(azure_problems(&none),
                "4:5: azure has no address of its own: give endpoint under [azure] in config.ini, "
                "AZURE_OPENAI_ENDPOINT, or base_url here");
    CHECK_LINES(azure_problems(nullptr), ); // config.ini has its own problem
    const azure_settings wrong{"unit.openai.azure.com", "config.ini:7", ""};
    CHECK_LINES(azure_problems(&wrong),
                "4:5: azure's endpoint from config.ini:7: 'unit.openai.azure.com' is not a URL: it "
                "must begin with https:// (or http://)");
    const azure_settings plain{"http://unit.example.com", "my.ini:3", ""};
    CHECK_LINES(azure_problems(&plain),
                "4:5: azure's endpoint from my.ini:3: http://unit.example.com would carry key and "
                "cases unencrypted: use https, or say allow_plain_http: true");
}

BOOST_AUTO_TEST_CASE(an_api_version_belongs_to_those_who_have_one) {
    CHECK_LINES(problems_of(with_judge("api_version: v1\n")),
                "7:18: api_version: openai has none (it belongs to azure and anthropic)");
}

BOOST_AUTO_TEST_SUITE_END()
