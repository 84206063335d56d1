#include "journal/descriptor.hpp"
#include "journal/lock.hpp"
#include "journal/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(locking)

namespace {

// A child process that holds the folder's lock until it is told to go.
class other_process {
  public:
    explicit other_process(const std::filesystem::path& folder) {
        int ready[2];
        BOOST_REQUIRE(::pipe(ready) == 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            const auto lock = folder_lock::acquire(folder);
            const char ok = lock.has_value() ? 'y' : 'n';
            (void)!::write(ready[1], &ok, 1);
            for (;;)
                ::pause();
        }
        char ok = 0;
        BOOST_REQUIRE(::read(ready[0], &ok, 1) == 1);
        BOOST_REQUIRE(ok == 'y');
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~other_process() { kill_now(); }

    void kill_now() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        pid_ = 0;
    }
    pid_t pid() const { return pid_; }

  private:
    pid_t pid_ = 0;
};

} // namespace

// Who finds no name waits for the moment.
BOOST_AUTO_TEST_CASE(a_lock_for_a_moment_names_nobody) {
    temporary_folder folder;
    const auto file = folder.path() / "lock";
    BOOST_TEST(folder_lock::acquire(folder.path()).has_value());
    BOOST_TEST(std::filesystem::file_size(file) > 0u);
    const auto brief =
        folder_lock::acquire(folder.path(), file_access::by_umask, folder_lock::tenure::moment);
    BOOST_TEST(brief.has_value());
    BOOST_TEST(std::filesystem::file_size(file) == 0u);
}

BOOST_AUTO_TEST_CASE(a_second_process_is_refused_and_told_who_holds_the_folder) {
    temporary_folder folder;
    other_process other(folder.path());
    const auto lock = folder_lock::acquire(folder.path());
    BOOST_REQUIRE(lock.has_error());
    BOOST_TEST((lock.error().code == errc::folder_in_use));
    BOOST_TEST(lock.error().message.find("process " + std::to_string(other.pid()) + " on " +
                                         host_name()) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(who_only_looks_is_told_the_same_and_makes_no_file) {
    temporary_folder folder;
    BOOST_TEST(!folder_lock::refusal(folder.path()));
    BOOST_TEST(!std::filesystem::exists(folder.path() / "lock"));
    other_process other(folder.path());
    const auto seen = folder_lock::refusal(folder.path());
    const auto refused = folder_lock::acquire(folder.path());
    BOOST_REQUIRE((seen && refused.has_error()));
    BOOST_TEST((seen->code == errc::folder_in_use));
    BOOST_TEST(seen->message == refused.error().message);
    other.kill_now();
    const auto brief =
        folder_lock::acquire(folder.path(), file_access::by_umask, folder_lock::tenure::moment);
    BOOST_TEST(brief.has_value());
    BOOST_TEST(!folder_lock::refusal(folder.path())); // a run would wait for it
}

BOOST_AUTO_TEST_CASE(who_only_looks_is_not_taken_for_the_one_that_was_there_last) {
    temporary_folder folder;
    BOOST_TEST(folder_lock::acquire(folder.path()).has_value());
    const descriptor looking = open_file(folder.path() / "lock", O_RDONLY);
    BOOST_REQUIRE(::flock(looking.get(), LOCK_SH) == 0);
    const auto lock = folder_lock::acquire(folder.path()); // it is waited for
    BOOST_REQUIRE(lock.has_error());
    BOOST_TEST(lock.error().message.find("another process") != std::string::npos);
    BOOST_TEST(!folder_lock::refusal(folder.path()));
}

BOOST_AUTO_TEST_CASE(the_lock_of_a_killed_process_is_free) {
    temporary_folder folder;
    other_process other(folder.path());
    other.kill_now();
    BOOST_TEST(folder_lock::acquire(folder.path()).has_value());
}

BOOST_AUTO_TEST_CASE(a_lock_ends_with_its_owner_and_names_the_next) {
    temporary_folder folder;
    BOOST_TEST(folder_lock::acquire(folder.path()).has_value());
    const auto lock = folder_lock::acquire(folder.path());
    BOOST_REQUIRE(lock.has_value());
    BOOST_TEST(!lock->warning());
    BOOST_TEST(read_bytes(folder.path() / "lock") ==
               "{\"host\":\"" + host_name() + "\",\"pid\":" + std::to_string(::getpid()) + "}\n");
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_named) {
    const auto lock = folder_lock::acquire("/nonexistent/checkpoint");
    BOOST_REQUIRE(lock.has_error());
    BOOST_TEST((lock.error().code == errc::cannot_create));
    BOOST_TEST(lock.error().message.find("/nonexistent/checkpoint/lock") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_private_lock_is_the_owners_only) {
    temporary_folder folder;
    const auto lock = folder_lock::acquire(folder.path(), file_access::owner_only);
    BOOST_REQUIRE(lock.has_value());
    struct stat status {};
    BOOST_REQUIRE(::stat((folder.path() / "lock").c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0600U);
}

BOOST_AUTO_TEST_SUITE_END()
