// A statistic with its interval, as it is printed.
#pragma once

#include "agreement/statistic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

struct estimate {
    std::string name;
    agreement::statistic value;
    agreement::interval_estimate interval; // 95 %, not cut at the ends of the statistic's range
    std::string_view method;               // "jackknife-t", "bca", …; empty without an interval
};

// Null when there is none of that name.
inline const estimate* find(const std::vector<estimate>& all, std::string_view name) {
    for (const estimate& e : all)
        if (e.name == name)
            return &e;
    return nullptr;
}

// B less A, of A less B; never -0.
inline estimate turned(estimate difference) {
    if (auto& value = difference.value.value)
        value = 0 - *value;
    if (auto& limits = difference.interval.value)
        limits = agreement::interval{0 - limits->hi, 0 - limits->lo};
    return difference;
}

} // namespace preceptron::analysis
