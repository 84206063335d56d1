// Walks the members of a JSON object in its text, without building a tree: for reading a few fields
// of many records, and for writing a record again with the rest of its bytes as they are.
#pragma once

#include <string_view>

namespace preceptron {

// Views into the object's text.
struct json_member {
    std::string_view name;  // between the quotes, escapes as they stand
    std::string_view value; // a string has its quotes

    // From the name's opening quote to the value's end.
    std::string_view text() const noexcept;
};

class object_members {
  public:
    // `object` is expected to be valid JSON; where it is not, the walk ends early, inside bounds.
    explicit object_members(std::string_view object) noexcept;

    // False after the last member, or where the text stops being an object.
    bool next(json_member& m) noexcept;

    // After next() was false: whether the closing brace was reached.
    bool closed() const noexcept { return closed_; }

  private:
    const char* at_;
    const char* end_;
    bool first_ = true;
    bool closed_ = false;
};

// The value of the first member of that name, as it stands; empty where there is none.
std::string_view member_text(std::string_view object, std::string_view name);

inline std::string_view json_member::text() const noexcept {
    const char* const begin = name.data() - 1;
    return {begin, static_cast<std::size_t>(value.data() + value.size() - begin)};
}

} // namespace preceptron
