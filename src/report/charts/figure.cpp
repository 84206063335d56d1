#include "report/charts/figure.hpp"

#include "core/printable.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/svg.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/style.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace preceptron::report {

namespace {

// As on the page, where it is not narrow.
constexpr double most_width = 1090, gap = 16, margin = 12;
constexpr double task_size = 14, caption_size = 12, name_size = 11, sign_size = 10,
                 line_height = 1.35;

std::vector<std::string> lines_of(std::string_view text, double font_size, double width) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string word(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!lines.empty() && text_width(lines.back() + " " + word, font_size) <= width)
            lines.back() += " " + word;
        else
            lines.push_back(fitted(word, font_size, width));
    }
    return lines;
}

// From above to below.
class figure {
  public:
    void key(const std::vector<std::string>& judges, const std::vector<std::string>& some) {
        constexpr double height = name_size * 1.6, mark = 14, apart = 18;
        const judge_names names(judges);
        double x = 0;
        for (std::size_t j = 0; j < judges.size(); ++j) {
            if (std::ranges::find(some, judges[j]) == some.end())
                continue;
            const std::string name = names(judges[j]);
            const double width = mark + 4 + text_width(name, name_size);
            if (x > 0 && x + width > most_width) {
                x = 0;
                y_ += height;
            }
            body_ += "<path class=\"" + judge_fill(j) + "\" d=\"" +
                     mark_path(j, x + mark / 2, y_ + height / 2, 4.5) + "\"/>";
            text("", x + mark + 4, y_ + height / 2 + name_size * .36, name);
            used(x + width);
            x += width + apart;
        }
        y_ += height + gap / 2;
    }

    void task(std::string_view name) {
        y_ += task_size * line_height;
        text("task", 0, y_ - task_size * .3, name);
        used(text_width(name, task_size));
        y_ += gap / 2;
    }

    // Beside each other, as far as there is room.
    void panels(std::span<const panel> all, double column) {
        const auto width_of = [&](const panel& p) { return std::max(column, p.drawn.width); };
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            double right = width_of(all[begin]);
            for (end = begin + 1;
                 end < all.size() && right + gap + width_of(all[end]) <= most_width; ++end)
                right += gap + width_of(all[end]);
            row(all.subspan(begin, end - begin), width_of);
            used(right);
        }
    }

    void signs(std::string_view what_they_say) {
        for (const std::string& line : lines_of(what_they_say, sign_size, widest_)) {
            y_ += sign_size * line_height;
            text("a", 0, y_ - sign_size * .3, line);
        }
    }

    // Those that stand somewhere in the drawing.
    void full_names(const judge_names& names) {
        for (const judge_names::cut_name& name : names.cut())
            if (body_.find(drawn_words(name.shown)) != body_.npos) {
                const std::string line =
                    fitted(name.shown + ": " + name.full, sign_size, most_width);
                y_ += sign_size * line_height;
                text("a", 0, y_ - sign_size * .3, line);
                used(text_width(line, sign_size));
            }
    }

    std::string finish(std::string_view title, std::string_view description) const {
        const std::string width = coordinate(widest_ + 2 * margin),
                          height = coordinate(y_ + 2 * margin), corner = coordinate(-margin);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"" + corner + " " +
               corner + " " + width + " " + height + "\" width=\"" + width + "\" height=\"" +
               height + "\">\n<title>" + escaped(title) + "</title>\n<desc>" +
               escaped(description) + "</desc>\n<style>" + drawing_style() +
               ".task{font-size:14px;font-weight:600}\n"
               ".caption{font-size:12px;font-weight:600}</style>\n<rect x=\"" +
               corner + "\" y=\"" + corner + "\" width=\"" + width + "\" height=\"" + height +
               "\" fill=\"" + light_colour("bg") + "\"/>\n<g>\n" + body_ + "</g>\n</svg>\n";
    }

  private:
    template<class WidthOf>
    void row(std::span<const panel> all, const WidthOf& width_of) {
        constexpr double line = caption_size * line_height;
        std::vector<std::vector<std::string>> captions;
        std::size_t lines = 0;
        double height = 0;
        for (const panel& p : all) {
            captions.push_back(lines_of(p.caption, caption_size, width_of(p)));
            lines = std::max(lines, captions.back().size());
            height = std::max(height, p.drawn.height);
        }
        const double top = y_ + line * static_cast<double>(lines);
        double x = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::vector<std::string>& caption = captions[i];
            for (std::size_t k = 0; k < caption.size(); ++k)
                text("caption", x,
                     top - line * static_cast<double>(caption.size() - k - 1) - line * .35,
                     caption[k]);
            body_ += "<g transform=\"translate(" + coordinate(x) + " " + coordinate(top) +
                     ")\">\n" + with_a_text_each(all[i].drawn.svg) + "</g>\n";
            x += width_of(all[i]) + gap;
        }
        y_ = top + height + gap;
    }

    void text(std::string_view style, double x, double y, std::string_view content) {
        body_ += "<text class=\"" + std::string(style) + "\" x=\"" + coordinate(x) + "\" y=\"" +
                 coordinate(y) + "\">" + drawn_words(content) + "</text>\n";
    }

    void used(double right) { widest_ = std::max(widest_, right); }

    std::string body_;
    double y_ = 0, widest_ = 0;
};

} // namespace

std::string figure_svg(const chart& c, const std::vector<std::string>& judges,
                       const std::string& reading) {
    figure out;
    if (!c.keyed.empty())
        out.key(judges, c.keyed);
    const std::span<const panel> all = c.panels;
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        end = end_of_task(all, begin);
        if (const std::string& task = all[begin].behind.title; !task.empty())
            out.task(printable(task, 60));
        out.panels(all.subspan(begin, end - begin), c.column);
    }
    out.signs(c.signs);
    out.full_names(judge_names(judges));
    const bool both = !reading.empty() && !c.note.empty();
    return out.finish(c.title, reading + (both ? " " : "") + c.note);
}

} // namespace preceptron::report
