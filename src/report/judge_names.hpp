// The names of judges as the page prints them: short, and no two alike.
#pragma once

#include "report/report_page.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

class judge_names {
  public:
    // `judges` are different from each other. A name of more than some thirty letters is cut, as
    // are all such names, where that leaves them different: see fitted_apart.
    explicit judge_names(const std::vector<std::string>& judges);
    // Of the judges of the report, and after them those that only the run knows.
    explicit judge_names(const analysis::report& r);
    explicit judge_names(const page_input& in);

    // Safe to print. Of a judge that is none of these, its own name, cut.
    std::string operator()(std::string_view judge) const;

  private:
    std::map<std::string, std::string, std::less<>> shown_;
};

// Names as they are, safe to print: for fitted_apart to cut.
std::vector<std::string> printable_names(const std::vector<std::string>& judges);

} // namespace preceptron::report
