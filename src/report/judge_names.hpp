// The names of judges as the page prints them: short, and no two alike.
#pragma once

#include "report/report_page.hpp"

#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

class judge_names {
  public:
    // `judges` are different from each other. A name of more than some thirty letters is cut, as
    // are all such names, where that leaves them different: see fitted_apart.
    // With `most_bytes` all names are cut shorter, until none has more.
    explicit judge_names(const std::vector<std::string>& judges,
                         std::size_t most_bytes = std::numeric_limits<std::size_t>::max());
    // Of the judges of the report, and after them those that only the run knows.
    explicit judge_names(const analysis::report& r);
    explicit judge_names(const page_input& in);

    // Safe to print. Of a judge that is none of these, its own name, cut.
    std::string operator()(std::string_view judge) const;

  private:
    std::map<std::string, std::string, std::less<>> shown_;
};

// With judges of such names, of so many bytes at most: for tables and sentences of the analysis,
// that would cut names alike.
analysis::report with_names_of(const analysis::report& r, std::size_t most_bytes);

// Names as they are, safe to print: for fitted_apart to cut.
std::vector<std::string> printable_names(const std::vector<std::string>& judges);

} // namespace preceptron::report
