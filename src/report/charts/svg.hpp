// A drawing, element by element. Elements name a class of drawing.css. What follows in the same
// style becomes one path, or one group of texts, for the sake of the page's size.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::report {

// A coordinate with one decimal at most: "12", "12.5".
std::string coordinate(double x);

// To stand on the page, or within another SVG.
struct drawing {
    std::string svg;
    double width = 0, height = 0;
};

enum class anchor { start, middle, end };

class svg_writer {
  public:
    // Title and description are what a screen reader says, and a pointer shows; what is inside is
    // for the eye only.
    svg_writer(double width, double height, std::string_view title, std::string_view description);

    void line(std::string_view style, double x1, double y1, double x2, double y2);
    void rect(std::string_view style, double x, double y, double width, double height);
    void path(std::string_view style, std::string_view d);
    // As broad as `width`, whatever the style says; also on a grid, where it is not one of its
    // units.
    void stroke(std::string_view style, double width, std::string_view d);
    // What follows is drawn on a coarser grid, whose unit is `scale` of ours, from (x, y) on: its
    // coordinates are short. Until end_grid().
    void begin_grid(double x, double y, double scale);
    void end_grid();
    // `content` is escaped here. An empty class takes the text's own look.
    void text(std::string_view style, double x, double y, std::string_view content,
              anchor a = anchor::start);
    // Text turned to be read upwards.
    void upward_text(std::string_view style, double x, double y, std::string_view content);

    // The whole element; once.
    drawing finish();

  private:
    void open_texts(std::string_view style, anchor a);
    void end_characters();
    void end_group();
    void number(std::string_view attribute, double x);

    std::string out_;
    drawing drawn_;
    enum class group { none, path, texts } open_ = group::none;
    std::string style_; // of the open group
    double stroke_ = 0; // of the open path, in units of the grid; 0: as the style says
    double scale_ = 1;  // of the grid
    anchor anchor_ = anchor::start;
    // Of the open group of texts: what has one character.
    std::string characters_;
    std::vector<double> x_, y_;
};

// Texts of one character in the same style are one element with a list of places, for the sake of
// the page's size. The same drawing with an element for each: not every program knows lists.
std::string with_a_text_each(std::string_view svg);

// What an element of text holds: `text` escaped, each name in right-to-left letters isolated.
std::string drawn_words(std::string_view text);

// The outline of the mark that stands for a judge: a different one for each of six, besides a
// different colour; from the seventh on colours come again, with other marks, so that 36 judges
// differ. `size` is half its width.
std::string mark_path(std::size_t judge, double x, double y, double size);

// The same mark and colour as Vega-Lite names them.
std::string_view mark_name(std::size_t judge);
std::string mark_colour(std::size_t judge); // of the light page: "#0068a8"

// Classes "j0" … "j5": the fill of a judge's marks; "s0" …: the stroke of its lines.
std::string judge_fill(std::size_t judge);
std::string judge_stroke(std::size_t judge);

} // namespace preceptron::report
