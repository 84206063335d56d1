#include "core/base64.hpp"
#include "core/hash.hpp"
#include "made_up.hpp"
#include "page_text.hpp"
#include "report/report_page.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace preceptron;
using namespace preceptron::report;
using test::between;
using test::count;

namespace {

// Names of all elements that the page has.
std::set<std::string> elements(const std::string& html) {
    std::set<std::string> names;
    const std::string body = html.substr(html.find("</style>"));
    for (std::size_t at = body.find('<'); at != body.npos; at = body.find('<', at + 1)) {
        const std::size_t end = body.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", at + 1);
        names.insert(body.substr(at + 1, end - at - 1));
    }
    return names;
}

constexpr const char* hostile =
    "<script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>"
    "</svg></title></pre>\"'><!--\u202E\U0001F600";

page_input hostile_input() {
    const std::string huge = hostile + std::string(10'000, 'W');
    test::made_up_names names{huge, "b" + huge, "t" + huge, "u" + huge, "m" + huge, "s" + huge};
    page_input in = test::made_up_input(names, 60);
    in.origin.dataset = in.origin.config = in.origin.version = in.origin.config_hash = hostile;
    in.origin.judges.push_back({huge, huge, huge, huge, huge, huge, 1, huge});
    in.origin.tasks.push_back({huge, huge, huge, huge, {{huge, huge}}});
    in.facts.judges[0].served.push_back({huge, 1, {}, {}});
    in.failures.push_back(
        {failure_class::unparsed, {{huge, 1}}, {{huge, huge, huge, 500, huge, huge, huge}}});
    in.disagreements.push_back({huge, huge, huge, huge, huge, huge, 1, 2, .5, huge, huge});
    in.prompts.push_back({huge, huge, huge, huge});
    return in;
}

} // namespace

BOOST_AUTO_TEST_SUITE(page_safety)

BOOST_AUTO_TEST_CASE(runs_nothing_and_fetches_nothing) {
    const std::string html = build_page(test::made_up_input()).html;
    const std::string policy = between(html, "Content-Security-Policy\" content=\"", "\"");
    const std::string style = between(html, "<style>", "</style>");
    const sha256_digest digest = sha256_of(style);
    BOOST_TEST(policy.starts_with("default-src 'none'; style-src 'sha256-" +
                                  base64({reinterpret_cast<const char*>(digest.data()), 32}) +
                                  "'"));
    BOOST_TEST(policy.find("unsafe") == policy.npos);
    for (const char* never : {"<script", "<link", "<img", "<iframe", "<object",
                              " style=", " src=", "url(", "@import", "javascript:"})
        BOOST_TEST(html.find(never) == html.npos, never);
    BOOST_TEST(count(html, "href=") == count(html, "href=\"#"));
}

BOOST_AUTO_TEST_CASE(keeps_hostile_names_and_answers_text) {
    const built_page harmless = build_page(test::made_up_input({}, 60));
    const std::string html = build_page(hostile_input()).html;
    // No element that a page of plain names would not have.
    std::set<std::string> allowed = elements(harmless.html);
    allowed.insert({"bdi", "blockquote"});
    for (const std::string& name : elements(html))
        BOOST_TEST(allowed.contains(name), name);
    BOOST_TEST(count(html, "<!--") == 0);
    BOOST_TEST(count(html, "</title>") == count(html, "<title>"));
    BOOST_TEST(count(html, "</svg>") == count(html, "<svg"));
    BOOST_TEST(count(html, "</pre>") == count(html, "<pre>"));
    // A mark of direction stands only inside what isolates it; in drawings, inside one text.
    BOOST_TEST(count(html, "<bdi>") == count(html, "</bdi>"));
    // Nothing of a name of 10,000 characters is repeated at length.
    BOOST_TEST(html.size() < 700'000U);
}

BOOST_AUTO_TEST_CASE(is_the_same_each_time) {
    BOOST_TEST((build_page(test::made_up_input()).html == build_page(test::made_up_input()).html));
}

BOOST_AUTO_TEST_SUITE_END()
