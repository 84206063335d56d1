#include "async/signal_free_thread.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <system_error>

#include <pthread.h>

using namespace preceptron::async;

namespace {

bool is_blocked_here(int signal) {
    sigset_t now;
    pthread_sigmask(SIG_BLOCK, nullptr, &now);
    return sigismember(&now, signal) == 1;
}

// While it lives the system has no room for another thread's stack.
class no_thread_to_be_had {
  public:
    no_thread_to_be_had() {
        pthread_getattr_default_np(&before_);
        pthread_attr_t huge;
        pthread_attr_init(&huge);
        BOOST_REQUIRE(pthread_attr_setstacksize(&huge, std::size_t(1) << 47) == 0);
        BOOST_REQUIRE(pthread_setattr_default_np(&huge) == 0);
        pthread_attr_destroy(&huge);
    }
    ~no_thread_to_be_had() {
        pthread_setattr_default_np(&before_);
        pthread_attr_destroy(&before_);
    }

  private:
    pthread_attr_t before_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_thread_without_signals)

BOOST_AUTO_TEST_CASE(blocks_them_all_in_itself_and_none_in_its_starter) {
    bool blocked = false;
    signal_free_thread([&] {
        blocked = is_blocked_here(SIGINT) && is_blocked_here(SIGTERM);
    }).join();
    BOOST_TEST(blocked);
    BOOST_TEST(!is_blocked_here(SIGINT));
}

BOOST_AUTO_TEST_CASE(leaves_its_starter_s_signals_alone_where_it_cannot_be_started) {
    const no_thread_to_be_had now;
    BOOST_CHECK_THROW(signal_free_thread([] {}), std::system_error);
    BOOST_TEST(!is_blocked_here(SIGINT));
}

BOOST_AUTO_TEST_SUITE_END()
