// Judges of whom these data do not say which is better: of many of them one sentence, instead of
// one for each two.
#pragma once

#include "analysis/ranking.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace preceptron::analysis {

// From so many judges on; fewer have a sentence for each two.
inline constexpr std::size_t many_judges = 4;

// A stretch of the ranking, of three judges at least, no two of whom are surely apart. Stretches
// may overlap: where a is not told from b, and b not from c, a may well be ahead of c.
struct alike_judges {
    std::size_t from, to; // in ranking::order, without `to`
    std::string sentence;

    bool have(std::size_t a, std::size_t b) const noexcept {
        return from <= a && a < to && from <= b && b < to;
    }
};
// The longest there are, in the ranking's order; none of fewer judges than many_judges.
std::vector<alike_judges> alike_stretches(const report& r, const ranking& ranked);

// That `one` of the ranking is not surely apart from any of these others, which are two at least:
// a sentence, or two, where it is not known how far apart it is from some.
std::vector<std::string> not_surely_apart(const report& r, const ranking& ranked, std::size_t one,
                                          const std::vector<std::size_t>& others);

// Why the lead has no value, or no interval: of several tasks those that are to blame.
std::string why_unknown(const lead& found);

} // namespace preceptron::analysis
