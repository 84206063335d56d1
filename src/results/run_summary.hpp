// What a run did, counted: from its plan, and from the records it wrote.
#pragma once

#include "benchmark/failure_class.hpp"
#include "journal/double_billing.hpp"
#include "journal/record.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::results {

struct cell_summary {
    std::string judge;
    std::string task;
    std::uint64_t planned = 0; // trials
    std::uint64_t reused = 0;  // of them: answered by a result of an earlier run
    std::uint64_t scored = 0;  // of them: with a score now, reused ones included
    std::uint64_t failed = 0;  // of them: given up, in this run or for good in an earlier one
    std::uint64_t put_off = 0; // of `failed`: not sent, and still to come
};

// What the process took.
struct process_use {
    double wall_s = 0;
    double cpu_s = 0;
    std::int64_t peak_rss_kb = 0;
};

class run_summary {
  public:
    // The plan, cell by cell, in its order; `reused` of the trials have a stored result.
    void plan(std::string_view judge, std::string_view task, std::uint64_t trials,
              std::uint64_t reused = 0);

    // Of the planned trials: a stored failure of this class stands.
    void plan_failed(std::string_view judge, std::string_view task, failure_class c,
                     std::uint64_t trials);

    // Every record of this run, as it is appended. A trial ends in one result or one fail a run.
    void add(const journal::start_record& r);
    void add(const journal::attempt_record& r);
    void add(const journal::result_record& r);
    void add(const journal::fail_record& r);

    std::uint64_t planned() const noexcept { return total_.planned; }
    std::uint64_t reused() const noexcept { return total_.reused; }
    std::uint64_t scored() const noexcept { return total_.scored; }
    std::uint64_t failed() const noexcept { return total_.failed; }
    std::uint64_t failed(failure_class c) const noexcept {
        return by_class_[static_cast<std::size_t>(c)];
    }
    std::uint64_t put_off() const noexcept { return total_.put_off; } // of the failed
    std::uint64_t unfinished() const noexcept {
        return total_.planned - total_.scored - total_.failed;
    }
    std::uint64_t requests() const noexcept { return requests_; }
    std::uint64_t retries() const noexcept { return retries_; } // of the requests: not the first
    std::int64_t input_tokens() const noexcept { return input_tokens_; }
    std::int64_t output_tokens() const noexcept { return output_tokens_; }
    std::int64_t cached_tokens() const noexcept { return cached_tokens_; } // of input_tokens
    double cost_usd() const noexcept { return cost_usd_; } // known costs of this run
    // Answers of this run, accepted or not, whose cost nobody knows, because the judge's price or
    // the usage is not known.
    std::uint64_t unpriced_answers() const noexcept { return unpriced_answers_; }
    const std::vector<cell_summary>& cells() const noexcept { return cells_; } // in plan order

    // "preceptron.run/1", one line with a newline. `doubtful`: of the folder's whole journal.
    std::string to_json(const journal::doubtful_calls& doubtful, const process_use& use) const;

    // For people: a line a cell, in columns. What was put off has a column of its own, where there
    // is any, and has not failed.
    std::string cell_table(std::size_t columns) const;

  private:
    cell_summary& cell(std::string_view judge, std::string_view task);
    void count_bill(const token_usage& usage, const std::optional<double>& cost_usd);

    std::vector<cell_summary> cells_;
    cell_summary total_;
    std::array<std::uint64_t, failure_class_names.size()> by_class_{};
    std::uint64_t requests_ = 0;
    std::uint64_t retries_ = 0;
    std::int64_t input_tokens_ = 0;
    std::int64_t output_tokens_ = 0;
    std::int64_t cached_tokens_ = 0;
    double cost_usd_ = 0;
    std::uint64_t unpriced_answers_ = 0;
};

} // namespace preceptron::results
