// A run with everything it needs: a dataset, a journal in a folder of its own, lanes to servers of
// the tests' own, judges, and an observer that writes down what it was told.
#pragma once

#include "journal/recovery.hpp"
#include "net/tls_context.hpp"
#include "runner/run_benchmark.hpp"
#include "support/scratch_folder.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace preceptron::tests {

namespace asio = boost::asio;

// What happened, in order: "start 1", "attempt 1 http_error", "result", "fail http_error",
// "notice …"; each record followed by its entry where `with_entries`.
class diary final : public runner::run_observer {
  public:
    void on_start(const journal::start_record& r) override;
    void on_attempt(const journal::attempt_record& r) override;
    void on_result(const journal::result_record& r) override;
    void on_fail(const journal::fail_record& r) override;
    void on_notice(std::string_view line) override;
    void on_refusal(std::string_view line, std::string_view said) override;

    std::size_t count(std::string_view beginning) const;

    std::vector<std::string> lines;
    std::vector<journal::attempt_record> attempts;
    std::vector<journal::result_record> results;
    std::vector<journal::fail_record> fails;
    std::size_t in_flight = 0; // starts without an outcome
    std::size_t most_in_flight = 0;
};

// JSON of an answer in openai's format that holds `content`.
std::string openai_answer(std::string_view content);
// The same as a response, its content an accepted score.
std::string scored_response(double score = 3);
std::string error_response(std::string_view status, std::string_view code, std::string_view type,
                           std::string_view more_fields = "",
                           std::string_view message = "no such luck");

class benchmark_bench {
  public:
    // With `entries` entries of the task cpc_bond. Calls of `journal_calls` may fail.
    explicit benchmark_bench(asio::any_io_executor executor, std::size_t entries,
                             journal::system_calls journal_calls = without_sync());
    static journal::system_calls without_sync();

    // `authority_pem` empty: plain HTTP. `key` empty: none.
    runner::account_lane& add_lane(const std::string& name, std::uint16_t port,
                                   const std::string& authority_pem, const std::string& key = "",
                                   std::size_t threads = 4, std::string_view provider = "openai");
    // A judge, asked about all entries. Unstreamed unless said otherwise: one write an answer.
    runner::tested_judge& add_judge(const std::string& name, runner::account_lane& lane,
                                    const std::string& model_id = "sim-strong",
                                    bool stream = false);

    void start(); // run_benchmark begins
    bool finished() const noexcept { return finished_; }

    // Idle connections go: for stop_everywhere, and before the io_context.
    void before_teardown();

    // Bodies of the journal's records from the file, in order; "start", "result", … in short form.
    std::vector<std::string> saved() const;
    std::string journal_text() const;

  private:
    runner::run_journal& open_journal(journal::system_calls calls);
    asio::awaitable<void> main();

    asio::any_io_executor executor_;
    scratch_folder folder_;
    std::deque<std::string> records_;
    std::vector<entry> entries_;
    judging::task_set tasks_ = judging::task_set::built_in();
    std::optional<journal::opened_journal> journal_;
    std::optional<runner::run_journal> appender_;
    std::deque<net::tls_context> trusted_;
    std::deque<secret> keys_;
    std::vector<runner::tested_judge> judges_;
    async::task_group main_;
    bool finished_ = false;

  public:
    net::exchange_deadlines deadlines; // of lanes added from now on
    pacing::outage_settings outage;    // the same
    diary seen;
    async::sleepers naps;
    async::task_group dispatchers, trials;
    runner::benchmark_run run;
    plan work;
    std::deque<runner::account_lane> lanes;
};

// The same with an io_context, run to the end.
class benchmark_loop {
  public:
    explicit benchmark_loop(std::size_t entries,
                            journal::system_calls calls = benchmark_bench::without_sync())
        : bench(context.get_executor(), entries, std::move(calls)) {}
    ~benchmark_loop() { bench.before_teardown(); }

    template<class Condition>
    void run_until(Condition happened) {
        while (!happened())
            BOOST_REQUIRE(context.run_one() == 1U);
    }
    void run() {
        bench.start();
        run_until([this] { return bench.finished(); });
    }

    asio::io_context context{1};
    benchmark_bench bench;
};

} // namespace preceptron::tests
