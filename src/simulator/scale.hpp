// The scores a prompt allows, as its line "Scale: …" states them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace preceptron::simulator {

struct scale {
    std::vector<double> values; // ascending, at least two

    // The allowed value nearest to the point `fraction` (0 to 1) of the way up; the lower one when
    // two are as near.
    double at(double fraction) const;

    // The same scale without its half points; itself when fewer than two values remain.
    scale whole_points() const;
};

// Reads the first line of `prompt` that begins with "Scale:". Forms: "0, 2, 2.5, 3", "0 to 19 in
// steps of 0.5", "0 to 7" (steps of 1). A final stop is allowed. Nothing when there is no such line
// or it makes no sense.
std::optional<scale> find_scale(std::string_view prompt);

} // namespace preceptron::simulator
