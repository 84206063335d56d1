// Finds the records of a JSON array of objects, or of JSON Lines, without parsing them. One pass,
// linear; what is inside a record is the reader's to check.
#pragma once

#include "core/result.hpp"

#include <optional>
#include <string_view>

namespace preceptron::dataset {

// The first byte that is not blank decides: [ begins an array, { a sequence of lines with one
// object each. A UTF-8 byte order mark and blank lines are skipped.
class splitter {
  public:
    // `text` must outlive the splitter.
    explicit splitter(std::string_view text) noexcept;

    // The next record, from its { to its }; nothing at the end. After a failure: not to be called.
    // Messages name the record (counted from 0), line and byte.
    result<std::optional<std::string_view>> next();

  private:
    result<std::optional<std::string_view>> next_of_array();
    result<std::optional<std::string_view>> next_line();
    failure problem(std::size_t offset, std::string_view what) const;

    enum class form { unknown, array, lines, ended };

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t records_ = 0; // found so far
    form form_ = form::unknown;
};

} // namespace preceptron::dataset
