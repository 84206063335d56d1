// Agreement as the benchmark's paper reports it: context, not a yardstick of the same data.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

struct published_figure {
    std::string judge; // empty: physician against physician
    std::string task;
    std::size_t n = 0;
    double within_tolerance = 0;
    double kappa = 0; // quadratic, of scores rounded to whole points
};

struct published_figures {
    std::string source;
    std::string method;
    std::vector<std::string> caveats;
    std::vector<published_figure> judges;
    std::vector<published_figure> physicians;

    const published_figure* physicians_on(std::string_view task) const;
};

// The text of data/published_agreement.yaml. errc::bad_configuration.
result<published_figures> parse_published(std::string_view yaml);

} // namespace preceptron::analysis
