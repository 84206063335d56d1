// Labels that do not lie on each other.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

// About how wide the text is in the page's font, in its units. An estimate on the wide side: there
// is no font here to ask.
double text_width(std::string_view text, double font_size);

// The text, or as much of it and "…" as is no wider.
std::string fitted(std::string_view text, double font_size, double width);

// The same, with "…" where `share` of the room is used: the rest is for the text's end.
std::string fitted_around(std::string_view text, double font_size, double width, double share);

// Texts beside each other, moved as little as the ends allow; what would touch goes a row further.
struct placed_label {
    double left = 0;
    std::size_t row = 0;
};
std::vector<placed_label> stagger(std::span<const double> centres, std::span<const double> widths,
                                  double from, double to);

struct box {
    double left, top, right, bottom;
};

// A label for each mark, right of it, else left, above or below, or off its corners, where it
// covers no mark, no other label, and nothing of `taken`; nothing if there is no such place.
// `within` is all there is.
std::vector<std::optional<box>> place_beside(std::span<const box> marks,
                                             std::span<const double> widths, double height,
                                             std::span<const box> taken, const box& within);

} // namespace preceptron::report
