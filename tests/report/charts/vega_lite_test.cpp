// What is drawn from charts/*.vl.json says what the page says.
#include "made_up.hpp"
#include "report/charts/bias_chart.hpp"
#include "report/charts/bland_altman_chart.hpp"
#include "report/charts/calibration_chart.hpp"
#include "report/charts/confusion_chart.hpp"
#include "report/charts/forest_chart.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/system_chart.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

using namespace preceptron;
using namespace preceptron::report;
namespace json = boost::json;

namespace {

// Every channel of the specification: its name, and what it is.
void each_channel(const json::value& v,
                  const std::function<void(std::string_view, const json::object&)>& see) {
    if (const auto* const list = v.if_array())
        for (const json::value& each : *list)
            each_channel(each, see);
    if (const auto* const object = v.if_object())
        for (const auto& [name, value] : *object) {
            if (const auto* const o = value.if_object(); o && o->contains("field"))
                see(name, *o);
            each_channel(value, see);
        }
}

json::array rows_of(const json::value& spec, std::string_view kind) {
    json::array out;
    for (const json::value& row : spec.at("data").at("values").as_array())
        if (row.at("kind").as_string() == kind)
            out.push_back(row);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(specified_charts)

// Vega-Lite sorts by letters what has no order of its own.
BOOST_AUTO_TEST_CASE(have_judges_and_tasks_in_the_order_of_the_page) {
    test::made_up_names names;
    names.good = "zeta";
    names.poor = "alpha @SHAPE@ \"\"";
    names.first_task = "z@task";
    names.second_task = "a task";
    const analysis::report r = test::made_up_input(names).agreement;
    const json::array judges{json::string(names.good), json::string(names.poor)},
        tasks{json::string(names.first_task), json::string(names.second_task)};
    static const std::set<std::string_view> placing{"x", "y", "yOffset", "row", "column", "facet"};
    std::map<std::string, std::size_t> ordered;
    for (const chart& c : {forest_chart(r), confusion_chart(r), bland_altman_chart(r),
                           calibration_chart(r), bias_chart(r), system_chart(r)})
        each_channel(json::parse(c.spec), [&](std::string_view name, const json::object& o) {
            const auto& field = o.at("field").as_string();
            if (!placing.contains(name) || (field != "judge" && field != "who" && field != "task"))
                return;
            ++ordered[c.name];
            BOOST_REQUIRE_MESSAGE(o.contains("sort"), c.name << " " << name);
            BOOST_TEST((o.at("sort") == (field == "task" ? tasks : judges)), c.name);
        });
    const std::map<std::string, std::size_t> expected{{"forest", 3},       {"confusion", 2},
                                                      {"bland_altman", 2}, {"calibration", 1},
                                                      {"bias", 2},         {"systems", 1}};
    BOOST_TEST((ordered == expected));
    const json::value differences = json::parse(bland_altman_chart(r).spec);
    for (std::size_t k = 0; k < tasks.size(); ++k)
        BOOST_TEST(differences.at("vconcat").at(k).at("title") == tasks[k]);
}

// So that one sees which judge is farther off.
BOOST_AUTO_TEST_CASE(share_the_axes_of_differences_among_the_judges_of_a_task) {
    const chart c = bland_altman_chart(test::made_up_input().agreement);
    const json::value spec = json::parse(c.spec);
    BOOST_TEST(c.spec.find("independent") == std::string::npos);
    std::set<std::string> domains;
    for (const json::value& row : spec.at("vconcat").as_array()) {
        std::size_t scales = 0;
        each_channel(row, [&](std::string_view name, const json::object& o) {
            if (!o.contains("scale"))
                return;
            ++scales;
            const auto& domain = o.at("scale").at("domain").as_array();
            if (name == "y")
                domains.insert(json::serialize(domain));
            BOOST_TEST(domain[0].to_number<double>() < domain[1].to_number<double>());
        });
        BOOST_TEST(scales == 2u);
    }
    BOOST_TEST(domains.size() == 2u); // a task of 5 points, and one of 10
}

BOOST_AUTO_TEST_CASE(have_the_unit_of_the_page) {
    const analysis::report r = test::made_up_input().agreement;
    const json::value spec = json::parse(bias_chart(r).spec);
    BOOST_TEST(bias_chart(r).spec.find("bias, % of the scale") != std::string::npos);
    double farthest = 0, expected = 0;
    for (const json::value& row : spec.at("data").at("values").as_array())
        for (const char* const name : {"bias", "lo", "hi"})
            farthest = std::max(farthest, std::abs(row.at(name).to_number<double>()));
    for (const analysis::judge_bias& b : r.bias)
        for (const auto& [by, groups] : b.groups)
            for (const agreement::group_error& g : groups)
                if (analysis::enough_for_figures(g.n, g.cases) && g.bias_interval)
                    expected = std::max({expected, std::abs(100 * g.bias_interval->lo),
                                         std::abs(100 * g.bias_interval->hi)});
    BOOST_TEST(farthest == expected, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(name_systems_beneath_the_plot_and_have_its_diagonal) {
    const json::value spec = json::parse(system_chart(test::made_up_input().agreement).spec);
    BOOST_TEST(rows_of(spec, "diagonal").size() == 4u); // two ends, two tasks
    for (const json::value& end : rows_of(spec, "diagonal"))
        BOOST_TEST(end.at("grade") == end.at("score"));
    // Where Vega-Lite puts the names: 300 wide, between the ends of the diagonal.
    std::map<std::string, std::pair<double, double>> ends;
    for (const json::value& end : rows_of(spec, "diagonal")) {
        const double at = end.at("grade").to_number<double>();
        auto& [lo, hi] =
            ends.try_emplace(std::string(end.at("task").as_string()), at, at).first->second;
        lo = std::min(lo, at);
        hi = std::max(hi, at);
    }
    std::map<std::string, std::vector<std::pair<double, double>>> lines;
    for (const json::value& name : rows_of(spec, "name")) {
        const std::string task(name.at("task").as_string());
        const auto [lo, hi] = ends.at(task);
        const double middle = 300 * (name.at("grade").to_number<double>() - lo) / (hi - lo) +
                              name.at("shift").to_number<double>();
        const double half = text_width(name.at("system").as_string(), 10) / 2;
        auto& others = lines[task + std::to_string(name.at("line").to_number<int>())];
        for (const auto& [left, right] : others)
            BOOST_TEST((middle + half <= left || right <= middle - half));
        others.emplace_back(middle - half, middle + half);
    }
    BOOST_TEST(rows_of(spec, "name").size() >= 8u);
}

BOOST_AUTO_TEST_SUITE_END()
