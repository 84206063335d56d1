// A sequence that only grows, a block at a time: what stands in it never moves, and growing needs
// no memory for a second copy.
#pragma once

#include <cstddef>
#include <vector>

namespace preceptron::journal {

template<class Item>
class blocks {
  public:
    Item& operator[](std::size_t i) noexcept { return blocks_[i / items][i % items]; }
    const Item& operator[](std::size_t i) const noexcept { return blocks_[i / items][i % items]; }

    void push_back(const Item& item) {
        if (size_ % items == 0)
            blocks_.emplace_back().reserve(items);
        blocks_.back().push_back(item);
        ++size_;
    }

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

  private:
    static constexpr std::size_t items = 1024; // a block

    std::vector<std::vector<Item>> blocks_;
    std::size_t size_ = 0;
};

} // namespace preceptron::journal
