#include "agreement/non_inferiority.hpp"

namespace preceptron::agreement {

standing judge_by_margin(const interval_estimate& difference, double margin) {
    if (!difference)
        return standing::inconclusive;
    if (difference->lo > -margin)
        return difference->lo > 0 ? standing::superior : standing::non_inferior;
    return difference->hi < -margin ? standing::inferior : standing::inconclusive;
}

std::string_view to_string(standing s) noexcept {
    switch (s) {
    case standing::superior:
        return "superior";
    case standing::non_inferior:
        return "non-inferior";
    case standing::inconclusive:
        return "inconclusive";
    case standing::inferior:
        return "inferior";
    case standing::not_compared:
        return "not compared";
    }
    return {};
}

} // namespace preceptron::agreement
