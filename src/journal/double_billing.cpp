#include "journal/double_billing.hpp"

#include "journal/record.hpp"

#include <algorithm>

namespace preceptron::journal {

namespace {

void count(doubtful_calls& calls, std::optional<double> usd) {
    ++calls.calls;
    if (usd)
        calls.usd += *usd;
    else
        ++calls.unpriced;
}

doubtful_calls sum(doubtful_calls a, const doubtful_calls& b) {
    a.calls += b.calls;
    a.usd += b.usd;
    a.unpriced += b.unpriced;
    return a;
}

// Else nothing left after the start, if there is one: it was lost in an earlier run.
bool was_sent(std::optional<failure_class> kind) noexcept {
    return !kind || !is_unsent(*kind);
}

bool may_be_billed_twice(const outline& record) noexcept {
    if (record.usd == 0.0)
        return false;
    if (record.kind == failure_class::bad_body) // whose head was not read to its end
        return record.http_status == 0;
    return record.kind == failure_class::transport || record.kind == failure_class::timeout ||
           record.kind == failure_class::truncated;
}

} // namespace

void double_billing::add(const outline& record) {
    if (!record.key)
        return;
    switch (record.type) {
    case record_type::start:
        if (const open_start* const before = open_.find(*record.key)) {
            count(lost_, before->usd);
            if (!before->given_up)
                count(unrecorded_, before->usd);
        }
        open_.put(*record.key, {record.attempt, record.usd});
        dearest_call_usd_ = std::max(dearest_call_usd_, record.usd.value_or(0));
        return;
    case record_type::attempt: {
        const open_start* const start = open_call(*record.key);
        if (!start || start->attempt != record.attempt)
            return;
        if (may_be_billed_twice(record))
            count(lost_, record.usd ? record.usd : start->usd);
        settle(record, *start);
        return;
    }
    case record_type::result:
        if (const open_start* const start = open_call(*record.key))
            settle(record, *start);
        return;
    case record_type::fail:
        if (const open_start* const found = open_call(*record.key);
            found && was_sent(record.kind)) {
            const open_start start = *found;
            settle(record, start);
            if (may_be_billed_twice(record))
                open_.put(*record.key, {start.attempt, record.usd ? record.usd : start.usd, true});
        }
        return;
    default:
        return;
    }
}

const open_start* double_billing::open_call(const trial_key& key) const noexcept {
    const open_start* const start = open_.find(key);
    return start && !start->given_up ? start : nullptr;
}

void double_billing::settle(const outline& record, const open_start& start) {
    if (!record.usd && record.kind != failure_class::http_error)
        count(unrecorded_, start.usd);
    unpriced_answers_ +=
        record.type == record_type::result
            ? !record.usd
            : record.kind && lacks_cost(*record.kind, record.http_status, record.usd);
    open_.erase(*record.key);
}

doubtful_calls double_billing::unanswered() const {
    doubtful_calls calls;
    open_.for_each([&](const open_start& start) {
        if (!start.given_up)
            count(calls, start.usd);
    });
    return calls;
}

doubtful_calls double_billing::unrecorded() const {
    return sum(unrecorded_, unanswered());
}

doubtful_calls double_billing::total() const {
    return sum(lost_, unanswered());
}

} // namespace preceptron::journal
