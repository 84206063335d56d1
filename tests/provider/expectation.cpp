#include "provider/expectation.hpp"

#include "support/expected_json.hpp"

#include <boost/test/unit_test.hpp>

namespace preceptron::tests {

namespace json = boost::json;

namespace {

void check_count(const json::object& usage, std::string_view name,
                 const std::optional<std::int64_t>& seen) {
    if (usage.contains(name))
        BOOST_TEST((seen == find_count(usage, name)), name);
}

void check_usage(const json::object& expect, const token_usage& seen) {
    const json::value* const usage = expect.if_contains("usage");
    if (!usage)
        return;
    if (usage->is_null()) {
        BOOST_TEST((!seen.input && !seen.output));
        return;
    }
    const json::object& counts = usage->as_object();
    check_count(counts, "in", seen.input);
    check_count(counts, "out", seen.output);
    check_count(counts, "cached", seen.cached_input);
    check_count(counts, "cache_write", seen.cache_write);
    check_count(counts, "reasoning", seen.reasoning);
    if (counts.contains("cost"))
        BOOST_TEST((seen.cost_usd == find_number(counts, "cost")));
}

void check_error(const json::object& expect, const attempt_failure& seen) {
    const auto* const error = find_object(expect, "error");
    if (!error)
        return;
    if (const auto number = find_count(*error, "code"))
        BOOST_TEST(seen.server_code == std::to_string(*number));
    else if (const auto code = find_string(*error, "code"); !code.empty())
        BOOST_TEST(seen.server_code == code);
    else
        BOOST_TEST(seen.server_code == find_string(*error, "type"));
    if (error->contains("message"))
        BOOST_TEST(seen.server_message == find_string(*error, "message"));
}

void check_wait(const json::object& expect, const attempt_failure& seen,
                std::optional<std::chrono::milliseconds> wait) {
    if (const auto said = find_count(expect, "wait_ms"))
        wait = std::chrono::milliseconds(*said);
    BOOST_TEST(seen.server_wait.has_value() == wait.has_value());
    if (seen.server_wait && wait)
        BOOST_TEST(seen.server_wait->count() == wait->count());
}

void check_failure(const json::object& expect, const attempt_failure& seen,
                   std::optional<std::chrono::milliseconds> wait) {
    const std::string_view kind = find_string(expect, "kind");
    BOOST_TEST(to_string(seen.kind) == kind);
    BOOST_TEST(!seen.message.empty());
    if (expect.contains("text"))
        BOOST_TEST(seen.text == find_string(expect, "text"));
    if (expect.contains("finish"))
        BOOST_TEST(seen.finish_reason == find_string(expect, "finish"));
    if (const auto status = find_count(expect, "status"))
        BOOST_TEST(seen.http_status == *status);
    const bool retry = expect.contains("retry") && expect.at("retry").as_bool();
    BOOST_TEST(seen.retryable == retry);
    if (expect.contains("refusal"))
        BOOST_TEST(seen.server_message == find_string(expect, "refusal"));
    check_usage(expect, seen.usage);
    check_error(expect, seen);
    check_wait(expect, seen, wait);
}

void check_reply(const json::object& expect, const reply& seen) {
    BOOST_TEST(find_string(expect, "kind").starts_with("ok"));
    BOOST_TEST(seen.text == find_string(expect, "text"));
    BOOST_TEST(seen.finish_reason == find_string(expect, "finish"));
    BOOST_TEST(!seen.served_model.empty());
    check_usage(expect, seen.usage);
}

} // namespace

bool is_transcript_for(std::string_view name, std::string_view written_by) {
    const bool speaks_openai = name == "openai" || name == "simulated";
    return name == written_by ||
           (speaks_openai && (written_by == "compat" || written_by == "openai"));
}

void check_outcome(const json::object& expect, const attempt_outcome& seen,
                   std::optional<std::chrono::milliseconds> wait) {
    if (const auto* const failure = std::get_if<attempt_failure>(&seen))
        check_failure(expect, *failure, wait);
    else
        check_reply(expect, std::get<reply>(seen));
}

} // namespace preceptron::tests
