// The style sheets, *.css beside this file: the colours, light and dark, the page, and the
// drawings.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::report {

const std::string& style_sheet(); // the page's: all of them

// What a variable stands for on the light page: "#0068a8" of "j0".
std::string light_colour(std::string_view name);

// What a drawing needs where there is no page: light colours, in place of variables.
std::string drawing_style();

} // namespace preceptron::report
