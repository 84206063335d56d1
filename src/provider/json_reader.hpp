// Parses one JSON text after another into the same memory.
#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace preceptron::provider {

class json_reader {
  public:
    json_reader();
    json_reader(const json_reader&) = delete;
    json_reader& operator=(const json_reader&) = delete;

    // The value, valid until the next call; null when `text` is not one whole JSON text, is not
    // UTF-8, or nests deeper than 64. A byte order mark is skipped. An escape that is half a
    // surrogate pair reads as U+FFFD, because a paid answer should not be lost to it.
    const boost::json::value* read(std::string_view text);

  private:
    bool parse(std::string_view text);

    std::array<unsigned char, 2048> first_block_;
    std::optional<boost::json::monotonic_resource> memory_;
    boost::json::parser parser_;
    std::optional<boost::json::value> value_;
};

} // namespace preceptron::provider
