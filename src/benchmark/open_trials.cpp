#include "benchmark/open_trials.hpp"

#include <algorithm>
#include <utility>

namespace preceptron {

open_trials::open_trials(std::vector<std::uint32_t> entries, std::vector<std::uint32_t> group_ends,
                         int repeats, std::size_t ahead)
    : entries_(std::move(entries)), group_ends_(std::move(group_ends)),
      repeats_(static_cast<std::uint32_t>(repeats)), ahead_(ahead),
      size_(entries_.size() * repeats_) {}

void open_trials::close(std::size_t place, std::uint32_t repeat) {
    if (closed_.empty())
        closed_.resize(entries_.size() * repeats_);
    closed_[place * repeats_ + repeat] = true;
    --size_;
}

bool open_trials::is_any_open(std::size_t place) const noexcept {
    for (std::uint32_t repeat = 0; repeat < repeats_; ++repeat)
        if (is_open(place, repeat))
            return true;
    return false;
}

std::uint32_t open_trials::first_open(std::size_t group) const noexcept {
    for (std::uint32_t repeat = 0; repeat < repeats_; ++repeat)
        for (std::size_t place = begin_of(group); place < group_ends_[group]; ++place)
            if (is_open(place, repeat))
                return repeat;
    return repeats_;
}

void open_trials::forget_closed() {
    if (closed_.empty())
        return;
    std::vector<std::pair<std::uint32_t, std::size_t>> order; // first open repeat, group
    for (std::size_t group = 0; group < group_ends_.size(); ++group)
        order.emplace_back(first_open(group), group);
    std::ranges::stable_sort(order, {}, &std::pair<std::uint32_t, std::size_t>::first);
    std::vector<std::uint32_t> entries, group_ends;
    std::vector<bool> closed;
    for (const auto& [first, group] : order) {
        const std::size_t before = entries.size();
        for (std::size_t place = begin_of(group); place < group_ends_[group]; ++place) {
            if (!is_any_open(place))
                continue;
            entries.push_back(entries_[place]);
            for (std::uint32_t repeat = 0; repeat < repeats_; ++repeat)
                closed.push_back(!is_open(place, repeat));
        }
        if (entries.size() > before)
            group_ends.push_back(static_cast<std::uint32_t>(entries.size()));
    }
    if (closed.size() == size_)
        closed.clear();
    closed.shrink_to_fit();
    entries_ = std::move(entries);
    group_ends_ = std::move(group_ends);
    closed_ = std::move(closed);
}

// From where the walk through the group stands.
std::optional<trial> open_trials::iterator::next_of(std::size_t group) {
    const std::size_t end = of_->group_ends_[group];
    for (; repeat_ < of_->repeats_; ++repeat_, place_ = of_->begin_of(group))
        while (place_ < end)
            if (const std::size_t place = place_++; of_->is_open(place, repeat_))
                return trial{of_->entries_[place], repeat_};
    return {};
}

open_trials::iterator& open_trials::iterator::operator++() {
    const std::size_t groups = of_->group_ends_.size();
    const auto enter = [this](std::size_t group) {
        repeat_ = 0;
        place_ = of_->begin_of(group);
    };
    for (; step_ < groups + of_->ahead_; ++step_, first_was_sent_ = false) {
        const bool has_rest = step_ >= of_->ahead_ && step_ - of_->ahead_ < groups;
        const std::size_t late =
            step_ - of_->ahead_; // the group whose rest follows, if there is one
        if (!first_was_sent_) {
            first_was_sent_ = true;
            std::optional<trial> first;
            if (step_ < groups) {
                enter(step_);
                first = next_of(step_);
            }
            if (has_rest) {
                enter(late);
                next_of(late); // went ahead
            }
            if (first) {
                current_ = first;
                return *this;
            }
        }
        if (has_rest && (current_ = next_of(late)))
            return *this;
    }
    current_.reset();
    return *this;
}

} // namespace preceptron
