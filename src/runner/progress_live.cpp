#include "runner/progress_live.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace preceptron::runner {

namespace {

// A line is built of parts in the order of their importance; what does not fit is left out.
class fitted_line {
  public:
    explicit fitted_line(std::size_t columns) : left_(columns) {}

    // `width` in columns; `bytes` may hold colour escapes beyond it.
    void add(std::string_view bytes, std::size_t width) {
        if (full_ || width > left_) {
            full_ = true;
            return;
        }
        text_ += bytes;
        left_ -= width;
    }
    void add(std::string_view plain) { add(plain, plain.size()); }

    std::size_t left() const noexcept { return left_; }
    std::string take() { return std::move(text_); }

  private:
    std::string text_;
    std::size_t left_;
    bool full_ = false;
};

// `text` is ASCII but for printable()'s ellipsis, and is cut to `width` columns.
std::string padded(std::string_view text, std::size_t width) {
    std::string cell = printable(text);
    std::size_t columns = 0, at = 0;
    while (at < cell.size() && columns < width) {
        at += std::max<std::size_t>(1, utf8_sequence_length(std::string_view(cell).substr(at)));
        ++columns;
    }
    cell.resize(std::min(at, cell.size()));
    return cell + std::string(width - columns, ' ');
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
    char text[16];
    std::snprintf(text, sizeof text, "%5.1f %%",
                  whole == 0 ? 100.0
                             : 100.0 * static_cast<double>(part) / static_cast<double>(whole));
    return text;
}

std::string rate(double per_second) {
    char text[32];
    std::snprintf(text, sizeof text, per_second < 9.95 ? "%.1f/s" : "%.0f/s", per_second);
    return text;
}

void add_bar(fitted_line& line, const progress_snapshot& p, const terminal_look& look,
             std::size_t width) {
    const double share =
        p.planned == 0 ? 1.0 : static_cast<double>(p.done) / static_cast<double>(p.planned);
    const auto full = static_cast<std::size_t>(std::lround(share * static_cast<double>(width)));
    std::string bar = look.colour ? "\x1b[32m" : "";
    for (std::size_t i = 0; i < width; ++i) {
        if (i == full && look.colour)
            bar += "\x1b[90m";
        if (look.utf8)
            bar += i < full ? "\xE2\x94\x81" : "\xE2\x94\x80"; // heavy and light line
        else
            bar += i < full ? '=' : '-';
    }
    bar += look.colour ? "\x1b[0m" : "";
    line.add(bar, width);
}

std::string run_line(const progress_snapshot& p, const terminal_look& look, std::size_t columns) {
    fitted_line line(columns);
    line.add(percent(p.done, p.planned) + " ");
    if (columns >= 60)
        add_bar(line, p, look, 12);
    line.add(" " + grouped(p.done) + "/" + grouped(p.planned));
    if (p.failed > 0) {
        const std::string failed = grouped(p.failed) + " failed";
        line.add(look.colour ? "  \x1b[31m" + failed + "\x1b[0m" : "  " + failed,
                 failed.size() + 2);
    }
    if (p.draining)
        line.add("  ending");
    if (p.age_s > 0) {
        std::string then = "  as of ";
        then.append(span_text(p.age_s)).append(" ago");
        line.add(look.colour ? "\x1b[33m" + then + "\x1b[0m" : then, then.size());
    } else if (p.elapsed_s > 0) { // of a run that is at work
        line.add(std::string("  ") + rate(p.requests_per_s));
        if (p.eta_s && !p.draining)
            line.add("  ETA " + span_text(*p.eta_s));
        line.add("  " + span_text(p.elapsed_s));
    }
    if (const std::string cost = cost_text(p); !cost.empty())
        line.add("  " + cost);
    return line.take();
}

// Shorter waits are the pace that a limit sets; they would only flicker.
constexpr double shortest_pause_s = 1;

std::string pause_text(const lane_progress& lane) {
    if (lane.held)
        return "held (tune --resume)";
    if (lane.paused_for_s < shortest_pause_s)
        return "";
    return "paused " + span_text(lane.paused_for_s);
}

std::string lane_line(const lane_progress& lane, const terminal_look& look, std::size_t columns,
                      std::size_t name_width) {
    fitted_line line(columns);
    line.add(padded(lane.name, name_width), name_width);
    line.add("  " + grouped(lane.done) + "/" + grouped(lane.planned));
    if (lane.stopped) {
        const std::string why = "  stopped: " + printable(*lane.stopped, 200);
        const std::string shown = why.substr(0, line.left());
        line.add(look.colour ? "\x1b[31m" + shown + "\x1b[0m" : shown, shown.size());
        return line.take();
    }
    if (const std::string pause = pause_text(lane); !pause.empty())
        line.add(look.colour ? "\x1b[33m  " + pause + "\x1b[0m" : "  " + pause, pause.size() + 2);
    line.add("  " + grouped(lane.in_flight) + " of " + grouped(lane.limit) + " in flight");
    if (lane.paused_for_s >= shortest_pause_s && !lane.held && !lane.waits_for.empty())
        line.add("  (" + lane.waits_for + ")");
    if (lane.waiting > 0)
        line.add("  " + grouped(lane.waiting) + " waiting");
    if (lane.sleeping > 0) {
        line.add("  " + grouped(lane.sleeping) + " sleeping");
        line.add(" (" + lane.sleeps_after + ", " + span_text(lane.sleeps_for_s) + ")");
    }
    if (!lane.limited_by.empty() && lane.limited_by != "nothing")
        line.add("  limited by " + lane.limited_by);
    return line.take();
}

// A line drawn on a wider terminal takes several rows of a narrow one: terminals wrap it anew.
std::size_t rows_of(std::string_view line, std::size_t columns) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < line.size(); ++width) {
        if (line[at] == '\x1b') { // a colour: up to the letter that ends it
            at = std::min(line.find('m', at), line.size() - 1) + 1;
            --width;
        } else {
            at += std::max<std::size_t>(1, utf8_sequence_length(line.substr(at)));
        }
    }
    const std::size_t per_row = std::max<std::size_t>(columns, 1);
    return std::max<std::size_t>(1, (width + per_row - 1) / per_row);
}

} // namespace

std::vector<std::string> progress_block(const progress_snapshot& p, const terminal_look& look,
                                        std::size_t columns, std::size_t rows) {
    std::size_t name_width = 0;
    for (const lane_progress& lane : p.lanes)
        name_width = std::max(name_width, lane.name.size());
    name_width = std::min(name_width, std::max<std::size_t>(columns / 3, 8));
    // The last column stays free: terminals differ in what writing into it does.
    const std::size_t width = columns > 1 ? columns - 1 : 1;
    std::vector<std::string> lines;
    for (const lane_progress& lane : p.lanes)
        if (lines.size() + 1 < rows)
            lines.push_back(lane_line(lane, look, width, name_width));
    lines.push_back(run_line(p, look, width));
    return lines;
}

std::string progress_live::erase(std::size_t columns) const {
    if (drawn_.empty())
        return "";
    std::size_t up = 0;
    for (const std::string& line : drawn_)
        up += rows_of(line, columns);
    --up;
    std::string bytes = "\r";
    if (up > 0)
        bytes.append("\x1b[").append(std::to_string(up)).append("A");
    return bytes + "\x1b[J";
}

void progress_live::show(const progress_snapshot& p, bool last) {
    const size now = terminal_();
    if (last)
        return clear();
    std::string bytes = erase(now.columns);
    std::vector<std::string> lines =
        progress_block(p, look_, now.columns, std::max<std::size_t>(now.rows / 2, 1));
    if (lines == drawn_)
        return;
    for (std::size_t i = 0; i < lines.size(); ++i)
        bytes += (i > 0 ? "\n" : "") + lines[i];
    drawn_ = std::move(lines);
    print_(bytes);
}

void progress_live::clear() {
    if (!drawn_.empty())
        print_(erase(terminal_().columns));
    drawn_.clear();
}

void progress_live::line(std::string_view text) {
    std::string bytes = erase(terminal_().columns);
    bytes += text;
    bytes += '\n';
    for (std::size_t i = 0; i < drawn_.size(); ++i)
        bytes += (i > 0 ? "\n" : "") + drawn_[i];
    print_(bytes);
}

} // namespace preceptron::runner
