// Places in a text, as yaml-cpp marks them.
#pragma once

#include "config/problem.hpp"
#include "core/utf8.hpp"

#include <yaml-cpp/mark.h>

#include <cstddef>
#include <string_view>

namespace preceptron::config {

// Columns count characters, those of yaml-cpp bytes. Its marks come in the order of the text, so a
// line is counted about once, however long it is.
class mark_reader {
  public:
    explicit mark_reader(std::string_view text) : text_(text) {}

    position place_of(const YAML::Mark& mark) {
        const auto end = static_cast<std::size_t>(mark.pos);
        const auto bytes = static_cast<std::size_t>(mark.column);
        if (bytes > end || end > text_.size())
            return {mark.line + 1, mark.column + 1};
        if (end - bytes != line_start_ || end < counted_) {
            line_start_ = counted_ = end - bytes;
            characters_ = 0;
        }
        characters_ += count_characters(text_.substr(counted_, end - counted_));
        counted_ = end;
        return {mark.line + 1, static_cast<int>(characters_) + 1};
    }

  private:
    std::string_view text_;
    std::size_t line_start_ = 0;
    std::size_t counted_ = 0; // how far into the text `characters_` goes
    std::size_t characters_ = 0;
};

} // namespace preceptron::config
