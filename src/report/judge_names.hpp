// The names of judges as the page prints them: short, no two alike, and the same in every place.
#pragma once

#include "report/report_page.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

class judge_names {
  public:
    // `judges` are different from each other. A name of more than some thirty letters has its
    // number among them in front, "2. anthropic/cl…low-effort", and is cut where such names stay
    // different, if there is such a place.
    explicit judge_names(const std::vector<std::string>& judges);
    // Of the judges of the report, and after them those that only the run knows.
    explicit judge_names(const analysis::report& r);
    explicit judge_names(const page_input& in);

    // Safe to print. Of a judge that is none of these, its own name, cut.
    std::string operator()(std::string_view judge) const;

    struct cut_name {
        std::string shown, full; // safe to print
    };
    // In the order of their numbers.
    const std::vector<cut_name>& cut() const noexcept { return cut_; }

  private:
    judge_names(const std::vector<std::string>& judges, std::size_t of_report);

    std::map<std::string, std::string, std::less<>> shown_;
    std::vector<cut_name> cut_;
};

// With judges of such names: for tables and sentences of the analysis.
analysis::report with_names_of(const analysis::report& r);

// The key to names that are cut; empty where none is.
std::string key_of_names(const judge_names& names);

} // namespace preceptron::report
