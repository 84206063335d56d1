// A value of a JSON text that was read, with what it contains.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

namespace preceptron::provider {

// All nodes of a text stand in one array in the order of the text, what a value contains right
// behind it. Small, because there may be many; a text has less than 4 GB.
class json_node {
  public:
    enum class kind : std::uint8_t { object, array, string, number, yes, no, null };

    class iterator {
      public:
        using value_type = json_node;
        using difference_type = std::ptrdiff_t;

        iterator() = default;
        explicit iterator(const json_node* at) noexcept : at_(at) {}
        const json_node& operator*() const noexcept { return *at_; }
        const json_node* operator->() const noexcept { return at_; }
        iterator& operator++() noexcept { return at_ = at_->behind(), *this; }
        iterator operator++(int) noexcept { return std::exchange(*this, iterator(at_->behind())); }
        bool operator==(const iterator&) const = default;

      private:
        const json_node* at_ = nullptr;
    };

    explicit json_node(kind is) noexcept : is_(is) {}

    bool is(kind which) const noexcept { return is_ == which; }
    const json_node* if_object() const noexcept { return is(kind::object) ? this : nullptr; }

    // Of a member of an object.
    std::string_view name() const noexcept { return {name_, name_size_}; }
    // Of a string; empty for all else.
    std::string_view text() const noexcept {
        return is(kind::string) ? std::string_view(text_, text_size_) : std::string_view();
    }
    // Of a number.
    double number() const noexcept { return number_; }

    // The members of an object, the elements of an array; none of all else.
    iterator begin() const noexcept { return iterator(this + 1); }
    iterator end() const noexcept { return iterator(behind()); }
    bool empty() const noexcept { return within_ == 0; }

    void set_name(std::string_view name) noexcept {
        name_ = name.data();
        name_size_ = static_cast<std::uint32_t>(name.size());
    }
    void set_text(std::string_view text) noexcept {
        text_ = text.data();
        text_size_ = static_cast<std::uint32_t>(text.size());
    }
    void set_number(double number) noexcept { number_ = number; }
    // How many nodes behind this one are inside it, theirs included.
    void set_within(std::size_t nodes) noexcept { within_ = static_cast<std::uint32_t>(nodes); }

  private:
    const json_node* behind() const noexcept { return this + 1 + within_; }

    const char* name_ = nullptr;
    union {
        const char* text_ = nullptr;
        double number_;
    };
    std::uint32_t name_size_ = 0;
    std::uint32_t text_size_ = 0;
    std::uint32_t within_ = 0;
    kind is_;
};

} // namespace preceptron::provider
