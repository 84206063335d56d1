#include "runner/run_journal.hpp"

namespace preceptron::runner {

namespace {

template<class... F>
struct overloaded : F... {
    using F::operator()...;
};

// Between two syncs: with thousands of answers a second one sync after the other would take a tenth
// of the core. What is saved is durable so much later at most; no call waits for it.
constexpr std::chrono::milliseconds sync_rest{25};

} // namespace

run_journal::run_journal(journal::writer& out, run_observer& observer)
    : out_(out), observer_(observer), worker_([this] { sync(); }, sync_rest) {}

void run_journal::append(record r) {
    if (!held_.empty()) { // order matters: a result must not overtake its start
        held_.push_back(std::move(r));
        return;
    }
    if (const auto saved = save(r); saved.has_error()) {
        append_failure_ = saved.error();
        held_.push_back(std::move(r));
        return;
    }
    tell(r);
    worker_.request();
}

result<void> run_journal::append_start(const journal::start_record& r) {
    if (append_failure_)
        return *append_failure_; // what is held comes first
    if (auto saved = out_.append(r); saved.has_error())
        return saved;
    tell(r);
    worker_.request();
    return {};
}

std::uint64_t run_journal::usual_bytes() const {
    const auto counted = out_.counters();
    return counted.saved_records == 0 ? 0 : counted.saved_bytes / counted.saved_records;
}

bool run_journal::retry_held() {
    if (held_.empty())
        return true;

    while (!held_.empty()) {
        if (const auto saved = save(held_.front()); saved.has_error()) {
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

result<void> run_journal::save(const record& r) {
    return std::visit([this](const auto& one) { return out_.append(one); }, r);
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
    if (const auto synced = out_.sync(); synced.has_error()) {
        const std::lock_guard lock(mutex_);
        sync_failure_ = synced.error();
    }
}

} // namespace preceptron::runner
