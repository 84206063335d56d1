#include "async/blocking_worker.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <semaphore>

using namespace preceptron::async;

BOOST_AUTO_TEST_SUITE(worker_thread)

BOOST_AUTO_TEST_CASE(requests_during_a_run_are_answered_by_one_more_run) {
    std::atomic<int> runs = 0;
    std::binary_semaphore entered(0), go(0);
    blocking_worker worker([&] {
        if (runs++ == 0) {
            entered.release();
            go.acquire();
        }
    });
    worker.request();
    entered.acquire();
    for (int i = 0; i < 100; ++i)
        worker.request();
    go.release();
    worker.drain();
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(a_requested_run_happens_even_when_the_worker_goes_at_once) {
    std::atomic<int> runs = 0;
    {
        blocking_worker worker([&] { ++runs; });
        worker.request();
    }
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_worker_that_rests_is_roused_by_whoever_drains_and_by_the_end) {
    std::atomic<int> runs = 0;
    std::binary_semaphore ran(0);
    {
        blocking_worker worker(
            [&] {
                ++runs;
                ran.release();
            },
            std::chrono::hours(1));
        worker.request();
        ran.acquire();
        worker.request();
        worker.drain(); // not an hour later
        BOOST_TEST(runs == 2);
        worker.request();
    }
    BOOST_TEST(runs == 3);
}

BOOST_AUTO_TEST_CASE(without_a_request_nothing_runs) {
    std::atomic<int> runs = 0;
    {
        blocking_worker worker([&] { ++runs; });
        worker.drain();
    }
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_SUITE_END()
