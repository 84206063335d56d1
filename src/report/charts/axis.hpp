// From values to coordinates, and where to put the marks that say so.
#pragma once

#include <string>
#include <vector>

namespace preceptron::report {

// A value's place between two coordinates. `lo` < `hi`; the coordinates may run either way.
struct axis {
    double lo = 0, hi = 1;
    double from = 0, to = 1;
    bool logarithmic = false; // then lo > 0

    double operator()(double value) const; // beyond the ends it is held at them
};

// Whether an axis can have these values: of larger ones no label says what a tick stands for, and
// sums of them may not be finite.
bool fits_axis(double lo, double hi);

// Lo and hi moved outwards to multiples of the ticks' step; values that are equal, or differ by
// less than ticks can, get room around them.
struct value_span {
    double lo, hi;
};
value_span rounded_out(double lo, double hi, std::size_t most_ticks);

// At most so many multiples of 1, 2 or 5 times a power of ten within [lo, hi], which fit an axis.
std::vector<double> ticks(double lo, double hi, std::size_t most);

// Powers of ten, and 2 and 5 times those when there is room, within [lo, hi]; where that makes
// fewer than three, as ticks().
std::vector<double> logarithmic_ticks(double lo, double hi);

// Where a plot begins, at least `least`, right of an axis title that is read upwards at the edge of
// the drawing, and of the labels of these ticks.
double left_of_plot(const std::vector<double>& ticks, double least);

// With as few decimals as tell neighbours apart: "0.2", "4", "-1.5"; "1e+20".
std::string tick_label(double value);

} // namespace preceptron::report
