// Who watches a run: counts it, shows it. Called on the event loop, after the record is saved.
#pragma once

#include "journal/record.hpp"

#include <string_view>

namespace preceptron::runner {

class run_observer {
  public:
    virtual ~run_observer() = default;
    virtual void on_start(const journal::start_record& r) = 0;
    virtual void on_attempt(const journal::attempt_record& r) = 0;
    virtual void on_result(const journal::result_record& r) = 0;
    virtual void on_fail(const journal::fail_record& r) = 0;
    // A line for people, without a newline; safe to print.
    virtual void on_notice(std::string_view line) = 0;
    // The same, that ends with what a server `said`: its words may quote a prompt or an answer, and
    // belong in no log.
    virtual void on_refusal(std::string_view line, std::string_view said) = 0;
};

} // namespace preceptron::runner
