#include "journal/double_billing.hpp"

namespace preceptron::journal {

namespace {

void count(doubtful_calls& calls, std::optional<double> usd) {
    ++calls.calls;
    if (usd)
        calls.usd += *usd;
    else
        ++calls.unpriced;
}

bool may_be_billed(std::optional<failure_class> kind) noexcept {
    return kind == failure_class::transport || kind == failure_class::timeout ||
           kind == failure_class::truncated;
}

} // namespace

void double_billing::add(const outline& record) {
    if (!record.key)
        return;
    switch (record.type) {
    case record_type::start: {
        const auto [it, is_new] = open_.try_emplace(*record.key);
        if (!is_new)
            count(lost_, it->second.usd);
        it->second = {record.attempt, record.usd};
        return;
    }
    case record_type::attempt: {
        const auto it = open_.find(*record.key);
        if (it == open_.end() || it->second.attempt != record.attempt)
            return;
        if (may_be_billed(record.kind))
            count(lost_, record.usd ? record.usd : it->second.usd);
        open_.erase(it);
        return;
    }
    case record_type::result:
    case record_type::fail:
        open_.erase(*record.key);
        return;
    default:
        return;
    }
}

doubtful_calls double_billing::unanswered() const {
    doubtful_calls calls;
    for (const auto& [key, start] : open_)
        count(calls, start.usd);
    return calls;
}

doubtful_calls double_billing::total() const {
    doubtful_calls sum = unanswered();
    sum.calls += lost_.calls;
    sum.usd += lost_.usd;
    sum.unpriced += lost_.unpriced;
    return sum;
}

} // namespace preceptron::journal
