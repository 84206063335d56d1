#include "report/style.hpp"

#include "core/embedded_file.hpp"

#include <algorithm>
#include <span>

namespace preceptron::report {

std::span<const embedded_file> embedded_styles(); // written by tools/embed_files.py

namespace {

std::string_view sheet(std::string_view name) {
    return std::ranges::find(embedded_styles(), name, &embedded_file::name)->text;
}

} // namespace

const std::string& style_sheet() {
    static const std::string all =
        std::string(sheet("colours.css")).append(sheet("page.css")).append(sheet("drawing.css"));
    return all;
}

std::string light_colour(std::string_view name) {
    const std::string_view colours = sheet("colours.css"); // light ones first
    const std::string variable = "--" + std::string(name) + ":";
    const std::size_t at = colours.find(variable) + variable.size();
    return std::string(colours.substr(at, colours.find_first_of(";}", at) - at));
}

std::string drawing_style() {
    constexpr std::string_view use = "var(--";
    std::string_view rest = sheet("drawing.css");
    std::string out;
    for (std::size_t at = 0; (at = rest.find(use)) != rest.npos;) {
        const std::size_t end = rest.find(')', at);
        out += rest.substr(0, at);
        out += light_colour(rest.substr(at + use.size(), end - at - use.size()));
        rest.remove_prefix(end + 1);
    }
    return out.append(rest);
}

} // namespace preceptron::report
