// The few fields that an index needs of each record, taken from the record's text without decoding
// the rest: a million records a second.
#pragma once

#include "benchmark/failure_class.hpp"
#include "journal/key.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace preceptron::journal {

enum class record_type {
    head,
    prompt,
    start,
    attempt,
    result,
    fail,
    tune,
    end,
    stand,
    refused,
    repaired,
    unknown
};

// Views into the record's body. A member of the wrong kind counts as absent.
struct outline {
    outline() noexcept {} // not `= default`, for which all of it would be cleared first

    record_type type = record_type::unknown;
    std::string_view type_name;
    std::optional<trial_key> key;
    std::string_view judge, task, entry_id; // JSON text, quotes included; empty = absent
    bool plain_names = false;               // it is known that there is no escape in the three
    std::uint32_t repeat = 0;
    std::uint32_t attempt = 0; // `attempt` of start and attempt, `attempts` of result and fail
    std::uint64_t seq = 0;
    int http_status = 0;
    std::optional<double> score;
    std::optional<double> usd; // `worst_usd` of a start, `cost_usd` of the others
    std::optional<failure_class> kind;
    bool retryable = false;

    // Whether what this type is indexed by is there: a key; for a result, a fail and a stand the
    // trial, too, and for the first two a score or a class. Types that are not indexed are always
    // complete.
    bool complete() const noexcept;

  private:
    bool names_trial() const noexcept; // and has a key
};

// Nothing when the body has no `type`: then it is no record of this format.
std::optional<outline> read_outline(std::string_view body);

// The same whatever the order of the members, for records of all types: what read_outline falls
// back to, and the yardstick of its shorter way.
std::optional<outline> walk_outline(std::string_view body);

} // namespace preceptron::journal
