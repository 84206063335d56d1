// Finds the records of a JSON array of objects, or of JSON Lines, without parsing them. One pass,
// linear; what is inside a record is the reader's to check.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron::dataset {

struct split_step {
    enum class kind {
        record, // from its { to its }
        end,    // there are no more
        cut,    // the text given does not hold all of the next one: more of it is needed
        flaw,
    };

    kind what;
    std::size_t begin = 0;    // of the record, in the text given; of a flaw, the byte at fault
    std::size_t size = 0;     // of the record
    std::size_t taken = 0;    // bytes of the text that are done with
    std::string problem = {}; // of a flaw
};

// The first byte that is not blank decides: [ begins an array, { a sequence of lines with one
// object each. A UTF-8 byte order mark and blank lines are skipped.
class splitter {
  public:
    // `text` begins where the step before left off, and is `last` when nothing comes after it. A
    // step that is cut has taken nothing. Not to be called after the end or a flaw.
    split_step next(std::string_view text, bool last);

  private:
    split_step begin(std::string_view text, bool last);
    split_step next_of_array(std::string_view text, std::size_t at, bool last);
    static split_step end_of_array(std::string_view text, std::size_t at, bool last);
    static split_step next_line(std::string_view text, std::size_t at, bool last);

    enum class form { unknown, array, lines } form_ = form::unknown;
    bool first_ = true; // of an array's records
};

} // namespace preceptron::dataset
