// JSON text as Python's json module prints it: 7.0 stays 7.0, integers stay integers, strings stay
// UTF-8. Boost.JSON prints 7.0 as 7E0 and infinities bare, so whatever we write goes through here.
#pragma once

#include "core/shared_text.hpp"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron {

// Shortest digits that read back as the same double, in Python's repr form ("0.1", "1e-07", "5.0").
// `value` must be finite: a caller that may hold NaN or infinity writes null instead.
std::string number_text(double value);

// Appends `text` as a quoted JSON string. Invalid UTF-8 becomes U+FFFD, so the output is valid.
void append_json_string(std::string& out, std::string_view text);

// Writes one JSON value piece by piece and puts the commas. Misuse (a key outside an object) is not
// diagnosed. With `indent` > 0 members stand on lines of their own.
class json_writer {
  public:
    explicit json_writer(std::string& out, int indent = 0) : out_(out), indent_(indent) {}

    json_writer& begin_object();
    json_writer& end_object();
    json_writer& begin_array();
    json_writer& end_array();
    json_writer& key(std::string_view name);

    json_writer& value(std::string_view text);
    json_writer& value(const char* text) { return value(std::string_view(text)); }
    // No other type becomes one on the way here.
    template<std::same_as<shared_text> Text>
    json_writer& value(const Text& text) {
        return text.json().empty() ? value(text.view()) : raw(text.json());
    }
    json_writer& value(bool b);
    json_writer& value(double number); // not finite: null
    json_writer& value(std::int64_t number);
    json_writer& value(int number) { return value(static_cast<std::int64_t>(number)); }
    json_writer& value(std::uint64_t number);
    json_writer& null();
    json_writer& raw(std::string_view json); // `json` is one whole JSON value

    template<class T>
    json_writer& member(std::string_view name, const T& v) {
        key(name);
        return value(v);
    }

  private:
    // Before a value or a name.
    void separate() {
        if (after_key_)
            after_key_ = false;
        else
            begin_item();
    }
    void begin_item();
    void open(char bracket);
    void close(char bracket);
    void new_line();

    std::string& out_;
    int indent_;
    int depth_ = 0;
    bool first_ = true;
    bool after_key_ = false;
};

} // namespace preceptron
