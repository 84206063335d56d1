// Reads one JSON text after another into the same memory.
#pragma once

#include "provider/json_tree.hpp"

#include <boost/json/basic_parser.hpp>

#include <string>
#include <string_view>

namespace preceptron::provider {

class json_reader {
  public:
    json_reader();
    json_reader(const json_reader&) = delete;
    json_reader& operator=(const json_reader&) = delete;

    // The value, valid until the next call and as long as `text` is; null when `text` is not one
    // whole JSON text, is not UTF-8, nests deeper than 64, or holds more than 100,000 values
    // (provider/json_tree). A byte order mark is skipped. An escape that is half a surrogate pair
    // reads as U+FFFD, because a paid answer should not be lost to it.
    const json_node* read(std::string_view text);

    // Whether what was read last is the beginning of such a text, as far as it goes.
    bool cut_short() const noexcept { return cut_short_; }

    // Whether what was read last was given up for the number of its values.
    bool too_many() const noexcept { return too_many_; }

    // Whether more memory is held than the texts of a stream need.
    bool large() const noexcept { return parser_.handler().large() || repaired_.capacity() > 4096; }

  private:
    const json_node* parse(std::string_view text);

    boost::json::basic_parser<json_tree> parser_;
    bool cut_short_ = false, too_many_ = false;
    std::string repaired_; // the text that the nodes refer to, if it had to be mended
};

} // namespace preceptron::provider
