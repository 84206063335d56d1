// Walks the members of a JSON object in its text, without building a tree: for reading a few fields
// of many records, and for editing a record without touching the rest of its bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::journal {

// Views into the object's text.
struct json_member {
    std::string_view name;  // between the quotes, escapes as they stand
    std::string_view value; // the value's text; a string has its quotes
    std::string_view text;  // from the name's opening quote to the value's end
};

class json_members {
  public:
    // `object` is expected to be valid JSON; where it is not, the walk ends early, inside bounds.
    explicit json_members(std::string_view object);

    std::optional<json_member> next();

    // After next() gave nothing: whether the closing brace was reached.
    bool closed() const noexcept { return closed_; }

  private:
    void skip_space() noexcept;
    bool skip_value() noexcept;
    // To just past a value; false where the text ends first.
    bool skip_to(std::size_t end) noexcept;

    std::string_view text_;
    std::size_t at_ = 0;
    bool first_ = true;
    bool closed_ = false;
};

// The text that a JSON string stands for; `inner` is what is between its quotes.
std::string unescaped(std::string_view inner);

// Readers of a value's text; nothing when it is of another kind or out of range.
std::optional<std::string> string_value(std::string_view value);
std::optional<std::string_view> plain_string(std::string_view value) noexcept; // no escapes in it
std::optional<double> number_value(std::string_view value) noexcept;           // finite
std::optional<std::uint64_t> unsigned_value(std::string_view value) noexcept;

} // namespace preceptron::journal
