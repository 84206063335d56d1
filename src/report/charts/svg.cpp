#include "report/charts/svg.hpp"

#include "core/grouped.hpp"
#include "report/html.hpp"
#include "report/stretches.hpp"
#include "report/style.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace preceptron::report {

namespace {

constexpr std::size_t looks = 6; // colours there are, and marks

// Each colour comes with another mark every time.
std::size_t mark_of(std::size_t judge) {
    return (judge + judge / looks) % looks;
}

// The first number of a list, which loses it; of a single number, that one.
std::string_view taken(std::string_view& list) {
    const std::size_t end = list.find(' ');
    const std::string_view first = list.substr(0, end);
    if (end != list.npos)
        list.remove_prefix(end + 1);
    return first;
}

std::string point(double x, double y) {
    return coordinate(x) + " " + coordinate(y);
}

} // namespace

std::string coordinate(double x) {
    std::string text = fixed(x, 1);
    if (text.ends_with(".0"))
        text.resize(text.size() - 2);
    return text;
}

svg_writer::svg_writer(double width, double height, std::string_view title,
                       std::string_view description) {
    drawn_.width = width;
    drawn_.height = height;
    out_ = "<svg role=\"img\" viewBox=\"0 0 " + point(width, height) + "\"";
    number("width", width);
    number("height", height);
    out_ += "><title>" + escaped(title) + "</title><desc>" + escaped(description) + "</desc>\n";
}

void svg_writer::end_group() {
    if (open_ == group::path)
        out_ += "\"/>\n";
    else if (open_ == group::texts) {
        end_characters();
        out_ += "</g>\n";
    }
    open_ = group::none;
}

void svg_writer::open_texts(std::string_view style, anchor a) {
    if (open_ == group::texts && style_ == style && anchor_ == a)
        return;
    end_group();
    out_ += "<g";
    if (!style.empty())
        out_ += " class=\"" + std::string(style) + "\"";
    if (a != anchor::start)
        out_ += a == anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
    out_ += '>';
    open_ = group::texts;
    style_ = style;
    anchor_ = a;
}

void svg_writer::number(std::string_view attribute, double x) {
    out_ += ' ';
    out_ += attribute;
    out_ += "=\"" + coordinate(x) + "\"";
}

void svg_writer::line(std::string_view style, double x1, double y1, double x2, double y2) {
    const std::string to = y1 == y2   ? "H" + coordinate(x2)
                           : x1 == x2 ? "V" + coordinate(y2)
                                      : "L" + point(x2, y2);
    path(style, "M" + point(x1, y1) + to);
}

void svg_writer::rect(std::string_view style, double x, double y, double width, double height) {
    path(style, "M" + point(x, y) + "h" + coordinate(width) + "v" + coordinate(height) + "H" +
                    coordinate(x) + "z");
}

void svg_writer::path(std::string_view style, std::string_view d) {
    stroke(style, 0, d);
}

void svg_writer::stroke(std::string_view style, double width, std::string_view d) {
    const double in_units = width / scale_;
    if (open_ != group::path || style_ != style || stroke_ != in_units) {
        end_group();
        out_ += "<path class=\"" + std::string(style) + '"';
        if (width > 0)
            out_ += " stroke-width=\"" + fixed(in_units, 3) + '"';
        out_ += " d=\"";
        open_ = group::path;
        style_ = style;
        stroke_ = in_units;
    }
    out_ += d;
}

void svg_writer::begin_grid(double x, double y, double scale) {
    end_group();
    scale_ = scale;
    out_ += "<g transform=\"translate(" + point(x, y) + ")scale(" + coordinate(scale) + ")\">";
}

void svg_writer::end_grid() {
    end_group();
    scale_ = 1;
    out_ += "</g>\n";
}

// One place a character; a y that is the same for all is said once.
void svg_writer::end_characters() {
    if (characters_.empty())
        return;
    const auto list = [](const std::vector<double>& values) {
        std::string out;
        for (const double v : values)
            out += (out.empty() ? "" : " ") + coordinate(v);
        return out;
    };
    if (std::ranges::adjacent_find(y_, std::not_equal_to()) == y_.end())
        y_.resize(1);
    out_ += "<text x=\"" + list(x_) + "\" y=\"" + list(y_) + "\">" + characters_ + "</text>";
    characters_.clear();
    x_.clear();
    y_.clear();
}

void svg_writer::text(std::string_view style, double x, double y, std::string_view content,
                      anchor a) {
    open_texts(style, a);
    if (content.size() == 1 && escaped(content).size() == 1) {
        characters_ += content;
        x_.push_back(std::round(x));
        y_.push_back(std::round(y));
        return;
    }
    out_ += "<text";
    number("x", std::round(x));
    number("y", std::round(y));
    out_ += ">" + drawn_words(content) + "</text>";
}

void svg_writer::upward_text(std::string_view style, double x, double y, std::string_view content) {
    open_texts(style, anchor::middle);
    out_ += "<text transform=\"translate(" + point(x, y) + ")rotate(-90)\">" +
            drawn_words(content) + "</text>";
}

drawing svg_writer::finish() {
    end_group();
    drawn_.svg = std::move(out_) + "</svg>\n";
    return std::move(drawn_);
}

std::string with_a_text_each(std::string_view svg) {
    constexpr std::string_view begin = "<text x=\"", middle = "\" y=\"", end = "</text>";
    std::string out;
    for (std::size_t at = 0; (at = svg.find(begin)) != svg.npos;) {
        const std::size_t x = at + begin.size(), after_x = svg.find('"', x),
                          y = after_x + middle.size(), after_y = svg.find('"', y),
                          stop = svg.find(end, after_y);
        std::string_view all_x = svg.substr(x, after_x - x), all_y = svg.substr(y, after_y - y),
                         content = svg.substr(after_y + 2, stop - after_y - 2);
        out += svg.substr(0, at);
        while (all_x.find(' ') != all_x.npos) {
            out.append(begin).append(taken(all_x)).append(middle).append(taken(all_y));
            out.append("\">").append(content.substr(0, 1)).append(end);
            content.remove_prefix(1);
        }
        out.append(begin).append(all_x).append(middle).append(all_y);
        out.append("\">").append(content).append(end);
        svg.remove_prefix(stop + end.size());
    }
    return out.append(svg);
}

std::string drawn_words(std::string_view text) {
    std::string out;
    for (const stretch& s : stretches_of(text))
        out += s.right_to_left ? "<tspan>" + escaped(s.text) + "</tspan>" : escaped(s.text);
    return out;
}

std::string mark_path(std::size_t judge, double x, double y, double r) {
    const double d = r * 1.25; // corners reach farther, for an equal area
    switch (mark_of(judge)) {
    case 0: // circle
        return "M" + point(x - r, y) + "a" + point(r, r) + " 0 1 0 " + point(2 * r, 0) + "a" +
               point(r, r) + " 0 1 0 " + point(-2 * r, 0) + "z";
    case 1: // square
        return "M" + point(x - r * .9, y - r * .9) + "h" + coordinate(1.8 * r) + "v" +
               coordinate(1.8 * r) + "h" + coordinate(-1.8 * r) + "z";
    case 2: // triangle
        return "M" + point(x, y - d) + "l" + point(d, 1.8 * d) + "h" + coordinate(-2 * d) + "z";
    case 3: // diamond
        return "M" + point(x, y - d) + "l" + point(d, d) + "l" + point(-d, d) + "l" +
               point(-d, -d) + "z";
    case 4: // triangle on its tip
        return "M" + point(x, y + d) + "l" + point(d, -1.8 * d) + "h" + coordinate(-2 * d) + "z";
    default: // cross
        return "M" + point(x - r / 2, y - d) + "h" + coordinate(r) + "v" + coordinate(d - r / 2) +
               "h" + coordinate(d - r / 2) + "v" + coordinate(r) + "h" + coordinate(r / 2 - d) +
               "v" + coordinate(d - r / 2) + "h" + coordinate(-r) + "v" + coordinate(r / 2 - d) +
               "h" + coordinate(r / 2 - d) + "v" + coordinate(-r) + "h" + coordinate(d - r / 2) +
               "z";
    }
}

std::string_view mark_name(std::size_t judge) {
    static constexpr std::array<std::string_view, looks> names{
        "circle", "square", "triangle-up", "diamond", "triangle-down", "cross"};
    return names[mark_of(judge)];
}

std::string mark_colour(std::size_t judge) {
    return light_colour("j" + std::to_string(judge % looks));
}

std::string judge_fill(std::size_t judge) {
    return "j" + std::to_string(judge % looks);
}

std::string judge_stroke(std::size_t judge) {
    return "s" + std::to_string(judge % looks);
}

} // namespace preceptron::report
