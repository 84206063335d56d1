// Specifications for Vega-Lite 5 (https://vega.github.io/vega-lite/), with their data inside.
#pragma once

#include "agreement/statistic.hpp"
#include "core/json_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

// The rows of a specification's data: objects, written one after the other.
class data_rows {
  public:
    data_rows() { out_.begin_array(); }

    data_rows& begin() {
        out_.begin_object();
        return *this;
    }
    template<class T>
    data_rows& field(std::string_view name, const T& value) {
        out_.member(name, value);
        return *this;
    }
    data_rows& field(std::string_view name, const agreement::statistic& s);
    data_rows& limits(const agreement::interval_estimate& i); // "lo" and "hi"
    void end() { out_.end_object(); }

    std::string finish(); // once

  private:
    std::string text_;
    json_writer out_{text_};
};

// ["a","b"]
std::string json_list(const std::vector<std::string>& names);

// `rest` is what follows the data: members without braces around them ("mark": …, "encoding": …).
std::string vega_lite(std::string_view title, std::string_view rows, std::string_view rest);

} // namespace preceptron::report
