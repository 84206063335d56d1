// One expected value of the oracle files, and how ours is compared with it.
#pragma once

#include <boost/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace golden {

struct check {
    std::string stat;
    boost::json::value expected; // null: the statistic must be undefined
    boost::json::value params;
    double abs = 0;
    double rel = 0;
};

// All checks of a file of expected/, whichever of its layouts it has. Throws when the file says
// it has another number of them.
std::vector<check> read_checks(const std::string& file);

// What we compute, by the name of the statistic; null is undefined.
using computed = std::map<std::string, boost::json::value, std::less<>>;

// Empty when `ours` agrees: |x - expected| <= abs + rel |expected| for every number, the same keys,
// the same lengths, and null exactly where null is expected. Else what differs.
std::string difference(const boost::json::value& ours, const check& c);

} // namespace golden
