#include "runner/run_journal.hpp"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace preceptron::runner {

namespace {

template<class... F>
struct overloaded : F... {
    using F::operator()...;
};

// Between two syncs: with thousands of answers a second one sync after the other would take a tenth
// of the core. What is saved is durable so much later at most; no call waits for it.
constexpr std::chrono::milliseconds sync_rest{25};

// Trials that are given up unsent come by the thousand, in one turn of the loop.
constexpr std::size_t most_pending = 64;

} // namespace

run_journal::run_journal(asio::any_io_executor executor, journal::writer& out,
                         run_observer& observer)
    : out_(out), observer_(observer), executor_(std::move(executor)),
      run_ends_(std::make_shared<const failure>(fail(errc::cancelled, "the run is ending"))),
      memory_is_short_(std::make_shared<const failure>(fail(errc::io, "memory is short"))),
      worker_([this] { sync(); }, sync_rest) {}

void run_journal::append(record r) {
    if (!held_.empty()) { // order matters: a result must not overtake its start
        held_.push_back(std::move(r));
        return;
    }
    pending_.push_back(std::move(r));
    if (pending_.size() >= most_pending)
        flush();
    else
        save_soon();
}

void run_journal::save_soon() {
    if (saved_soon_)
        return;
    saved_soon_ = true;
    auto timer = std::make_unique<asio::steady_timer>(executor_, longest_unsaved);
    auto& waits = *timer; // its handler owns it
    waits.async_wait([this, timer = std::move(timer)](boost::system::error_code) {
        saved_soon_ = false;
        flush();
    });
}

run_journal::start_ticket run_journal::append_start(const journal::start_record& r) {
    if (append_failure_) { // what is held comes first
        auto refused = std::make_shared<start_batch>();
        refused->tried_ = true;
        refused->refused_ = std::make_shared<const failure>(*append_failure_);
        return refused;
    }
    if (!starts_)
        starts_ = std::make_shared<start_batch>();
    const start_ticket ticket = starts_;
    pending_.push_back(r);
    ++starts_->size_;
    if (pending_.size() >= most_pending)
        flush();
    return ticket;
}

result<void> run_journal::save(const start_ticket& ticket) {
    if (!ticket->tried_)
        (void)save_pending();
    return ticket->refused_ ? result<void>(*ticket->refused_) : result<void>();
}

void run_journal::withdraw_starts() noexcept {
    forget_starts(run_ends_);
}

void run_journal::flush() {
    if (!pending_.empty())
        (void)save_pending(); // what it says, problem() says
}

result<void> run_journal::save_pending() {
    result<void> saved;
    try {
        saved = out_.append(pending_);
    } catch (...) { // the outcomes are tried again
        forget_starts(memory_is_short_);
        throw;
    }
    if (saved.has_error()) {
        hold_pending(saved.error());
        return saved;
    }
    settle_starts(nullptr);
    std::vector<record> records = std::exchange(pending_, {});
    for (const record& r : records)
        tell(r);
    records.clear();
    if (pending_.empty())
        pending_ = std::move(records); // its memory
    worker_.request();
    return {};
}

// Of what the system refuses, the starts are forgotten and the rest is held.
void run_journal::hold_pending(const failure& why) {
    forget_starts(std::make_shared<const failure>(why));
    if (pending_.empty())
        return;
    append_failure_ = why;
    while (!pending_.empty()) { // one by one: none is lost where memory is short
        held_.push_back(std::move(pending_.front()));
        pending_.erase(pending_.begin());
    }
    if (on_held_)
        on_held_();
}

void run_journal::forget_starts(reason why) noexcept {
    std::erase_if(pending_,
                  [](const record& r) { return std::holds_alternative<journal::start_record>(r); });
    settle_starts(std::move(why));
}

void run_journal::settle_starts(reason refused) noexcept {
    if (const auto batch = std::exchange(starts_, nullptr)) {
        batch->tried_ = true;
        batch->refused_ = std::move(refused);
    }
}

std::uint64_t run_journal::usual_bytes() const {
    const auto counted = out_.counters();
    return counted.saved_records == 0 ? 0 : counted.saved_bytes / counted.saved_records;
}

bool run_journal::retry_held() {
    if (held_.empty())
        return true;

    while (!held_.empty()) {
        // One by one: there may be room for some of them.
        if (const auto saved = out_.append({&held_.front(), 1}); saved.has_error()) {
            append_failure_ = saved.error();
            return false;
        }
        tell(held_.front());
        held_.pop_front();
    }
    append_failure_.reset();
    worker_.request();
    return true;
}

void run_journal::drain() {
    withdraw_starts();
    flush();
    worker_.drain();
}

std::optional<failure> run_journal::problem() const {
    const std::lock_guard lock(mutex_);
    return sync_failure_ ? sync_failure_ : append_failure_;
}

bool run_journal::broken() const {
    const std::lock_guard lock(mutex_);
    return sync_failure_.has_value();
}

void run_journal::tell(const record& r) {
    std::visit(overloaded{
                   [this](const journal::start_record& s) { observer_.on_start(s); },
                   [this](const journal::attempt_record& a) { observer_.on_attempt(a); },
                   [this](const journal::result_record& s) { observer_.on_result(s); },
                   [this](const journal::fail_record& f) { observer_.on_fail(f); },
               },
               r);
    while (const auto notice = out_.take_notice())
        observer_.on_notice(*notice);
}

void run_journal::sync() {
    if (broken())
        return;
    const auto note = [this](const failure& why) {
        const std::lock_guard lock(mutex_);
        sync_failure_ = why;
    };
    try {
        if (const auto synced = out_.sync(); synced.has_error())
            note(synced.error());
    } catch (const std::bad_alloc&) { // no further sync could be believed: one has failed
        note(*memory_is_short_);
    }
}

} // namespace preceptron::runner
