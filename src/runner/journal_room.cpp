#include "runner/journal_room.hpp"

#include "core/grouped.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <string>

namespace preceptron::runner {

namespace {

// A call leaves a start and an outcome, whose longest part is the judge's answer. Answers differ:
// room for several times the usual, and never for less than this.
constexpr std::uint64_t least_for_a_call = 16 * 1024;
constexpr std::uint64_t times_the_usual = 8;

// How often a long wait is mentioned.
constexpr std::chrono::minutes reminder{1};

std::string records_text(std::uint64_t n) {
    return counted(n, "record is", "records are");
}

} // namespace

journal_room::place::place(journal_room& owner) noexcept : owner_(&owner) {
    owner.most_places_ = std::max(owner.most_places_, ++owner.places_);
}

journal_room::place& journal_room::place::operator=(place&& other) noexcept {
    if (this != &other) {
        release();
        owner_ = std::exchange(other.owner_, nullptr);
    }
    return *this;
}

void journal_room::place::release() noexcept {
    if (auto* const owner = std::exchange(owner_, nullptr))
        --owner->places_;
}

asio::awaitable<journal_room::place> journal_room::acquire() {
    while (!journal_.broken() && !look()) {
        const bool goes_on = co_await naps_.sleep_until(next_look_);
        if (!goes_on)
            co_return place();
    }
    co_return journal_.broken() ? place() : place(*this);
}

asio::awaitable<bool> journal_room::save_start(journal::start_record r) {
    const auto ticket = journal_.append_start(r);
    // Behind all that is ready now, which may start more calls.
    co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    const auto saved = journal_.save(ticket);
    if (saved.has_error() && saved.error().code != errc::cancelled)
        close(saved.error());
    co_return saved.has_value();
}

bool journal_room::begins_to_hold() {
    most_held_ = std::max<std::uint64_t>(most_held_, journal_.held());
    if (journal_.held() == 0 || trying_)
        return false;
    trying_ = true;
    if (closed_ && !told_of_held_)
        observer_.on_notice("the first answer that cannot be written is kept in memory");
    told_of_held_ = true;
    close(*journal_.problem());
    return true;
}

asio::awaitable<void> journal_room::keep_trying() {
    while (journal_.held() > 0 && !journal_.broken()) {
        const bool goes_on = co_await naps_.sleep_until(next_look_);
        if (!goes_on)
            break;
        look();
    }
    trying_ = false;
}

bool journal_room::look() {
    if (closed_ && clock::now() < next_look_)
        return false;
    if (!journal_.retry_held()) {
        close(*journal_.problem());
        return false;
    }
    if (const auto reserved = journal_.reserve(bytes_wanted()); reserved.has_error()) {
        close(reserved.error());
        return false;
    }
    open();
    return true;
}

std::uint64_t journal_room::bytes_wanted() const {
    const auto each = std::max(least_for_a_call, times_the_usual * journal_.usual_bytes());
    // A pending start has its place still. Once closed it opens for all calls at a time, not for
    // one after the other, and then for more than it was closed for.
    const auto calls = closed_ ? 2 * (most_places_ + 1) : places_ + 1;
    return each * (calls + journal_.pending_outcomes());
}

void journal_room::close(const failure& why) {
    const auto now = clock::now();
    next_look_ = now + interval;
    if (!closed_) {
        closed_ = true;
        closed_at_ = now;
        most_held_ = journal_.held();
    } else if (now - told_at_ < reminder) {
        return;
    }
    told_at_ = now;
    observer_.on_notice("no room for answers: " + why.message +
                        "; nothing new is sent until there is, calls in flight are awaited, and " +
                        records_text(journal_.held()) + " kept in memory");
}

void journal_room::open() {
    if (!closed_)
        return;
    closed_ = told_of_held_ = false;
    const auto waited = std::chrono::duration<double>(clock::now() - closed_at_).count();
    std::string line = "there is room for answers again, after " + span_text(waited);
    if (most_held_ > 0)
        line += "; " + records_text(most_held_) + " written that had been kept in memory";
    observer_.on_notice(line);
    most_held_ = 0;
}

} // namespace preceptron::runner
