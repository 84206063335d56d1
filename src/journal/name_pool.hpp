// Each distinct name once, and a small number for it.
#pragma once

#include "journal/flat_index.hpp"

#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::journal {

class name_pool {
  public:
    std::uint32_t add(std::string_view name) {
        if (last_ < ends_.size() && same((*this)[last_], name))
            return last_;
        if (last_ + 1 < ends_.size() && same((*this)[last_ + 1], name))
            return ++last_;
        if (const auto known = find(name))
            return last_ = *known;
        const auto number = static_cast<std::uint32_t>(ends_.size());
        bytes_ += name;
        ends_.push_back(bytes_.size());
        index_.insert(hash(name), number);
        return last_ = number;
    }

    std::optional<std::uint32_t> find(std::string_view name) const {
        return index_.find(hash(name), [&](std::uint32_t n) { return (*this)[n] == name; });
    }

    // Valid until the next add().
    std::string_view operator[](std::uint32_t number) const noexcept {
        const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
        return std::string_view(bytes_).substr(begin, ends_[number] - begin);
    }

    std::size_t size() const noexcept { return ends_.size(); }

  private:
    // Most names are shorter than a call to compare them is worth.
    static bool same(std::string_view a, std::string_view b) noexcept {
        const std::size_t size = a.size();
        if (size != b.size())
            return false;
        if (size < 4 || size > 16)
            return a == b;
        if (size < 8)
            return same_ends<std::uint32_t>(a, b);
        return same_ends<std::uint64_t>(a, b);
    }

    // Two words, which overlap where the names are shorter than both.
    template<class Word>
    static bool same_ends(std::string_view a, std::string_view b) noexcept {
        const auto word = [](std::string_view name, std::size_t at) {
            Word w;
            std::memcpy(&w, name.data() + at, sizeof w);
            return w;
        };
        const std::size_t last = a.size() - sizeof(Word);
        return ((word(a, 0) ^ word(b, 0)) | (word(a, last) ^ word(b, last))) == 0;
    }

    static std::uint64_t hash(std::string_view name) noexcept {
        return std::hash<std::string_view>{}(name);
    }

    // The same name often comes again at once, or the one that followed it before: a run asks the
    // same entries over and over.
    std::uint32_t last_ = 0;
    std::string bytes_;
    std::vector<std::size_t> ends_;
    flat_index index_;
};

} // namespace preceptron::journal
