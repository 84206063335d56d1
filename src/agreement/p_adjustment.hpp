// p values of a family of tests, adjusted for their number. Each result has the order of its input
// and is at most 1. Reports are by Holm, and by Benjamini & Yekutieli where a procedure asks for
// it; the other two are there to be checked against other programs, as the golden files do.
#pragma once

#include <span>
#include <vector>

namespace preceptron::agreement {

std::vector<double> bonferroni(std::span<const double> p);

// Controls the chance of any false claim, whatever the dependence (Holm 1979).
std::vector<double> holm(std::span<const double> p);

// Control the expected share of false claims: for independent tests (Benjamini & Hochberg 1995),
// and whatever the dependence (Benjamini & Yekutieli 2001).
std::vector<double> benjamini_hochberg(std::span<const double> p);
std::vector<double> benjamini_yekutieli(std::span<const double> p);

} // namespace preceptron::agreement
