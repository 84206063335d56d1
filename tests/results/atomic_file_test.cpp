#include "journal/temporary_folder.hpp"
#include "results/atomic_file.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <optional>
#include <stdexcept>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(atomic_files)

namespace {

std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

mode_t mode_of_file(const std::filesystem::path& path) {
    struct stat status {};
    BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_old_file_stands_until_the_new_one_is_whole) {
    temporary_folder folder;
    const auto path = folder.path() / "a.json";
    write_bytes(path, "old");
    auto file = atomic_file::create(folder.path(), "a.json");
    BOOST_REQUIRE(file.has_value());
    BOOST_TEST(file->path() == path);
    const std::string large(600'000, 'x');
    BOOST_TEST(file->write("new ").has_value());
    BOOST_TEST(file->write(large).has_value());
    BOOST_TEST(read_bytes(path) == "old");
    BOOST_TEST(file->commit().has_value());
    BOOST_TEST((read_bytes(path) == "new " + large));
    BOOST_TEST(files_in(folder.path()) == 1U);
}

BOOST_AUTO_TEST_CASE(without_commit_nothing_is_left) {
    temporary_folder folder;
    {
        auto file = atomic_file::create(folder.path(), "a.json");
        BOOST_TEST(file->write("x").has_value());
        BOOST_TEST(files_in(folder.path()) == 1U);
    }
    BOOST_TEST(files_in(folder.path()) == 0U);
}

BOOST_AUTO_TEST_CASE(what_a_crash_left_behind_is_taken_over) {
    temporary_folder folder;
    write_bytes(folder.path() / ".a.json.tmp", "half of something longer");
    auto file = atomic_file::create(folder.path(), "a.json", file_access::owner_only);
    BOOST_REQUIRE(file.has_value());
    BOOST_TEST(file->write("new").has_value());
    BOOST_TEST(file->commit().has_value());
    BOOST_TEST(read_bytes(folder.path() / "a.json") == "new");
    BOOST_TEST(files_in(folder.path()) == 1U);
    BOOST_TEST(mode_of_file(folder.path() / "a.json") == 0600U);
}

BOOST_AUTO_TEST_CASE(a_second_writer_of_the_same_name_is_refused) {
    temporary_folder folder;
    const auto first = atomic_file::create(folder.path(), "a.json");
    const auto second = atomic_file::create(folder.path(), "a.json");
    BOOST_REQUIRE(second.has_error());
    BOOST_TEST((second.error().code == errc::cannot_create));
    BOOST_TEST(atomic_file::create(folder.path(), "b.json").has_value());
}

BOOST_AUTO_TEST_CASE(modes_follow_the_umask_or_are_the_owners) {
    temporary_folder folder;
    const mode_t old = ::umask(022);
    BOOST_TEST(atomic_file::create(folder.path(), "a")->commit().has_value());
    BOOST_TEST(
        atomic_file::create(folder.path(), "b", file_access::owner_only)->commit().has_value());
    ::umask(old);
    BOOST_TEST(mode_of_file(folder.path() / "a") == 0644U);
    BOOST_TEST(mode_of_file(folder.path() / "b") == 0600U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_an_error_and_leaves_the_old_file) {
    temporary_folder folder;
    write_bytes(folder.path() / "a.json", "old");
    struct rlimit limit {};
    BOOST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
    const auto old_action = ::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small { 1000, limit.rlim_max };
    std::optional<result<void>> committed;
    {
        auto file = atomic_file::create(folder.path(), "a.json");
        BOOST_TEST(file->write(std::string(5000, 'x')).has_value());
        BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
        committed = file->commit();
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::signal(SIGXFSZ, old_action);
    }
    BOOST_REQUIRE(committed->has_error());
    BOOST_TEST((committed->error().code == errc::io));
    BOOST_TEST(read_bytes(folder.path() / "a.json") == "old");
    BOOST_TEST(files_in(folder.path()) == 1U);
}

BOOST_AUTO_TEST_CASE(a_link_is_not_followed_out_of_the_folder) {
    temporary_folder folder;
    temporary_folder elsewhere;
    std::filesystem::create_symlink(elsewhere.path() / "victim", folder.path() / ".a.json.tmp");
    const auto file = atomic_file::create(folder.path(), "a.json");
    BOOST_TEST(file.has_error());
    BOOST_TEST(files_in(elsewhere.path()) == 0U);
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_named_and_a_path_is_a_broken_contract) {
    const auto file = atomic_file::create("/nonexistent/out", "a");
    BOOST_REQUIRE(file.has_error());
    BOOST_TEST((file.error().code == errc::cannot_create));
    BOOST_TEST(file.error().message.find("/nonexistent/out") != std::string::npos);
    BOOST_CHECK_THROW((void)atomic_file::create("/tmp", "../a"), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
