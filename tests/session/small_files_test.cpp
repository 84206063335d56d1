// run.log and the files by which processes tell each other something, on a disk without room.
#include "session/folder/passing_file.hpp"
#include "session/run_log.hpp"
#include "support/scratch_folder.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <vector>

#include <sys/resource.h>

using namespace preceptron;
using namespace preceptron::session;
namespace fs = std::filesystem;

namespace {

// No file of this process grows beyond `bytes`.
class file_size_limit {
  public:
    explicit file_size_limit(rlim_t bytes) : action_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const struct rlimit small { bytes, before_.rlim_max };
        BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    }
    ~file_size_limit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, action_);
    }
    file_size_limit(const file_size_limit&) = delete;
    file_size_limit& operator=(const file_size_limit&) = delete;

  private:
    struct rlimit before_ {};
    void (*action_)(int);
};

std::vector<std::string> lines_of(const fs::path& file) {
    std::vector<std::string> lines;
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

bool is_json(const std::string& line) {
    boost::system::error_code ec;
    boost::json::parse(line, ec);
    return !ec;
}

} // namespace

BOOST_AUTO_TEST_SUITE(small_files)

BOOST_AUTO_TEST_CASE(a_line_of_the_log_that_finds_no_room_spoils_no_other) {
    const scratch_folder folder;
    const fs::path file = folder.path() / "run.log";
    run_log log(folder.path(), journal::file_access::by_umask);
    log.notice("first");
    {
        const file_size_limit full(fs::file_size(file) + 20);
        log.notice("this one is cut");
    }
    log.notice("second");
    const auto lines = lines_of(file);
    BOOST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(is_json(lines[0]));
    BOOST_TEST(is_json(lines[1]));
}

BOOST_AUTO_TEST_CASE(half_a_line_of_a_run_that_was_killed_is_ended_first) {
    const scratch_folder folder;
    const fs::path file = folder.write("run.log", "{\"time\":\"2026");
    run_log log(folder.path(), journal::file_access::by_umask);
    log.notice("first");
    log.notice("second");
    const auto lines = lines_of(file);
    BOOST_REQUIRE(lines.size() == 3U);
    BOOST_TEST(is_json(lines[1]));
    BOOST_TEST(is_json(lines[2]));
}

BOOST_AUTO_TEST_CASE(a_passing_file_that_finds_no_room_says_why_and_leaves_the_old_one) {
    const scratch_folder folder;
    const fs::path file = folder.write("tune.json", "old");
    const std::string text(100, 'x');
    {
        const file_size_limit full(10);
        const auto written = write_passing_file(file, text, journal::file_access::by_umask);
        BOOST_REQUIRE(written.has_error());
        BOOST_TEST(written.error().message == "cannot write " + file.string() + ": File too large");
    }
    BOOST_TEST(lines_of(file).at(0) == "old");
    BOOST_TEST(!fs::exists(folder.path() / ".tune.json.tmp"));
    BOOST_TEST(write_passing_file(file, text, journal::file_access::by_umask).has_value());
    BOOST_TEST(lines_of(file).at(0) == text);
}

BOOST_AUTO_TEST_SUITE_END()
