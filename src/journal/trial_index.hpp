// Where a trial stands, by the numbers of its cell (judge, task, repeat) and of its entry id. Ids
// are numbered as they first appear, and trials of neighbouring numbers come close together when a
// journal is read: their places share a page, so that few look-ups are of memory that is far away.
#pragma once

#include "journal/blocks.hpp"
#include "journal/flat_index.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace preceptron::journal {

class trial_index {
  public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    // `none` for an unknown trial.
    std::uint32_t find(std::uint32_t cell, std::uint32_t id) const {
        const auto known = find_page({cell, id / ids});
        return known ? pages_[*known].positions[id % ids] : none;
    }

    // To be set where it is `none`; valid until the next call.
    std::uint32_t& at(std::uint32_t cell, std::uint32_t id) {
        const page_name name{cell, id / ids};
        if (pages_.empty() || names_[last_] != name)
            last_ = make_page(name);
        return pages_[last_].positions[id % ids];
    }

  private:
    static constexpr std::uint32_t ids = 64; // a page
    struct alignas(64) page {
        std::array<std::uint32_t, ids> positions;
    };
    struct page_name {
        std::uint32_t cell, number;
        friend bool operator==(const page_name&, const page_name&) = default;
    };

    static std::uint64_t hash(const page_name& name) noexcept {
        return (std::uint64_t{name.cell} << 32) | name.number;
    }

    std::optional<std::uint32_t> find_page(const page_name& name) const {
        return index_.find(hash(name), [&](std::uint32_t i) { return names_[i] == name; });
    }

    std::uint32_t make_page(const page_name& name) {
        if (const auto known = find_page(name))
            return *known;
        const auto position = static_cast<std::uint32_t>(pages_.size());
        page fresh;
        fresh.positions.fill(none);
        pages_.push_back(fresh);
        names_.push_back(name);
        index_.insert(hash(name), position);
        return position;
    }

    blocks<page> pages_;
    std::vector<page_name> names_; // of each page
    flat_index index_;             // to the pages
    std::uint32_t last_ = 0;       // the same page is often asked for again at once
};

} // namespace preceptron::journal
