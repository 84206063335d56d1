#include "simulator/request_log.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace preceptron;
using namespace preceptron::simulator;

namespace {

log_entry entry() {
    return {*parse_timestamp("2026-11-23T03:07:57.120Z"),
            "openai",
            "sim-fair",
            200,
            "reset",
            true,
            "abc"};
}

constexpr std::string_view entry_line =
    R"({"time":"2026-11-23T03:07:57.120Z","provider":"openai","model":"sim-fair","status":200,)"
    R"("fault":"reset","stream":true,"prompt_sha256":"abc"})"
    "\n";

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_request_log)

BOOST_AUTO_TEST_CASE(a_request_is_one_line_of_json) {
    BOOST_TEST(log_line(entry()) == entry_line);
}

BOOST_AUTO_TEST_CASE(what_there_is_not_is_null) {
    log_entry bare = entry();
    bare.provider = {};
    bare.model.clear();
    bare.fault = {};
    bare.prompt_sha256.clear();
    bare.stream = false;
    BOOST_TEST(log_line(bare) ==
               R"({"time":"2026-11-23T03:07:57.120Z","provider":null,"model":null,"status":200,)"
               R"("fault":null,"stream":false,"prompt_sha256":null})"
               "\n");
}

BOOST_AUTO_TEST_CASE(lines_are_appended_to_what_a_file_already_holds) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("preceptron_request_log_" + std::to_string(::getpid()));
    for (int run = 0; run < 2; ++run) {
        request_log log = request_log::open(path.string()).value();
        BOOST_TEST(log.append(entry()).has_value());
    }
    std::ifstream file(path);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    std::filesystem::remove(path);
    BOOST_TEST(text == std::string(entry_line) + std::string(entry_line));
}

BOOST_AUTO_TEST_CASE(a_place_that_cannot_be_written_is_named) {
    const auto log = request_log::open("/nowhere/requests.jsonl");
    BOOST_REQUIRE(!log.has_value());
    BOOST_TEST((log.error().code == errc::cannot_create));
    BOOST_TEST(log.error().message ==
               "cannot write the request log /nowhere/requests.jsonl: No such file or directory");
}

BOOST_AUTO_TEST_CASE(a_line_that_has_no_room_is_a_failure) {
    request_log log = request_log::open("/dev/full").value();
    const auto written = log.append(entry());
    BOOST_REQUIRE(!written.has_value());
    BOOST_TEST(written.error().message ==
               "cannot write the request log /dev/full: No space left on device");
}

BOOST_AUTO_TEST_SUITE_END()
