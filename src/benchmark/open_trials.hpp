// The trials of a cell that are still to be sent, in the order of dispatch.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

namespace preceptron {

// One judging of one entry.
struct trial {
    std::uint32_t entry = 0;  // index into the dataset
    std::uint32_t repeat = 0; // from 0
    friend auto operator<=>(const trial&, const trial&) = default;
};

// Entries that are asked about one after the other: those of one clinical case, so that a provider
// finds in its cache how their prompts begin. First all first repeats of a group, then its second
// ones. Takes a few bytes an entry and a bit a trial, because a plan may hold millions of trials.
class open_trials {
  public:
    open_trials() = default;

    // All `repeats` of `entries`, which are those of the first group, then those of the second, and
    // so on; `group_ends` says where each ends among them. Of each group one trial goes `ahead`, by
    // as many groups: its answer has begun when the others of its group follow.
    open_trials(std::vector<std::uint32_t> entries, std::vector<std::uint32_t> group_ends,
                int repeats, std::size_t ahead);

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

    // Places in the list of entries, for the functions below.
    std::size_t places() const noexcept { return entries_.size(); }
    std::uint32_t entry_at(std::size_t place) const noexcept { return entries_[place]; }
    bool is_open(std::size_t place, std::uint32_t repeat) const noexcept {
        return closed_.empty() || !closed_[place * repeats_ + repeat];
    }
    std::uint32_t repeats() const noexcept { return repeats_; }

    // The trial is not to be sent. It must be open.
    void close(std::size_t place, std::uint32_t repeat);

    // Forgets entries, and then groups, that have no open trial: a group goes ahead of others that
    // are sent, too. Groups whose first repeats are all closed come behind the others. Places
    // change.
    void forget_closed();

    // Keeps the trials of the entries for which `wanted(entry index)` holds.
    template<class Wanted>
    void keep(Wanted wanted) {
        for (std::size_t place = 0; place < entries_.size(); ++place)
            for (std::uint32_t repeat = 0; repeat < repeats_; ++repeat)
                if (!wanted(entries_[place]) && is_open(place, repeat))
                    close(place, repeat);
        forget_closed();
    }

    // In the order of dispatch. The trials must outlive it, and not be closed meanwhile.
    class iterator {
      public:
        using value_type = trial;
        using difference_type = std::ptrdiff_t;

        explicit iterator(const open_trials& of) : of_(&of) { ++*this; }
        const trial& operator*() const noexcept { return *current_; }
        iterator& operator++();
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const noexcept { return !current_; }

      private:
        std::optional<trial> next_of(std::size_t group);

        const open_trials* of_;
        std::optional<trial> current_;
        // At step n the first trial of group n is due, then the rest of the one `ahead` before it.
        std::size_t step_ = 0;
        bool first_was_sent_ = false;
        std::uint32_t repeat_ = 0; // where the rest goes on
        std::size_t place_ = 0;
    };
    iterator begin() const { return iterator(*this); }
    std::default_sentinel_t end() const noexcept { return {}; }

  private:
    bool is_any_open(std::size_t place) const noexcept;
    std::uint32_t first_open(std::size_t group) const noexcept; // a repeat
    std::size_t begin_of(std::size_t group) const noexcept {
        return group == 0 ? 0 : group_ends_[group - 1];
    }

    std::vector<std::uint32_t> entries_;
    std::vector<std::uint32_t> group_ends_;
    std::uint32_t repeats_ = 1;
    std::size_t ahead_ = 0;
    std::size_t size_ = 0;
    std::vector<bool> closed_; // by place, then repeat; empty as long as all are open
};

} // namespace preceptron
