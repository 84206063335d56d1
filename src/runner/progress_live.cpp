#include "runner/progress_live.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "core/wrapped.hpp"
#include "runner/fitted_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace preceptron::runner {

namespace {

// A line is built of parts in the order of their importance; what does not fit is left out.
class fitted_line {
  public:
    explicit fitted_line(std::size_t columns) : left_(columns) {}

    // `width` in columns; `bytes` may hold colour escapes beyond it. Whether it fitted.
    bool add(std::string_view bytes, std::size_t width) {
        if (width > left_)
            return false;
        text_ += bytes;
        left_ -= width;
        return true;
    }
    bool add(std::string_view text) { return add(text, columns_of(text)); }

    std::size_t left() const noexcept { return left_; }
    std::string take() { return std::move(text_); }

  private:
    std::string text_;
    std::size_t left_;
};

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
        p.planned == 0 ? 1.0 : static_cast<double>(p.settled()) / static_cast<double>(p.planned);
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
    line.add(percent(p.settled(), p.planned) + " ");
    if (columns >= 60)
        add_bar(line, p, look, 12);
    std::string counts(1, ' ');
    line.add(counts.append(grouped(p.settled())).append("/").append(grouped(p.planned)));
    if (p.given_up() > 0) {
        const std::string failed = grouped(p.given_up()) + " failed";
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
    const bool at_work = p.age_s > 0 || p.elapsed_s > 0;
    if (std::string cost = cost_text(p); !cost.empty()) {
        cost.insert(0, 2, ' ');
        if (!line.add(cost + (at_work ? " this run" : " over all runs")))
            line.add(cost);
    }
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

std::string in_colour(const terminal_look& look, std::string_view escape, const std::string& text) {
    return look.colour ? std::string(escape) + text + "\x1b[0m" : text;
}

// Behind the account's name.
std::string lane_text(const lane_progress& lane, const terminal_look& look, std::size_t columns) {
    fitted_line line(columns);
    line.add("  " + grouped(lane.done) + "/" + grouped(lane.planned));
    if (lane.stopped) {
        const std::string why = cut_end("  stopped: " + printable(*lane.stopped, 200), line.left());
        line.add(in_colour(look, "\x1b[31m", why), columns_of(why));
        return line.take();
    }
    if (const std::string pause = pause_text(lane); !pause.empty())
        if (!line.add(in_colour(look, "\x1b[33m", "  " + pause), pause.size() + 2))
            line.add(lane.held ? "  held" : "  paused");
    line.add("  " + grouped(lane.in_flight) + " of " + grouped(lane.limit) + " in flight");
    if (lane.paused_for_s >= shortest_pause_s && !lane.held && !lane.waits_for.empty())
        line.add("  (" + lane.waits_for + ")");
    if (lane.sleeping > 0) {
        const std::string sleeping = "  " + grouped(lane.sleeping) + " sleeping";
        if (!line.add(sleeping + " (" + lane.sleeps_after + ", " + span_text(lane.sleeps_for_s) +
                      ")"))
            line.add(sleeping);
    }
    if (const std::string limit = limit_text(lane.limited_by); !limit.empty() && !lane.held)
        line.add("  " + limit);
    if (lane.waiting > 0)
        line.add("  " + grouped(lane.waiting) + " waiting");
    return line.take();
}

// A line drawn on a wider terminal takes several rows of a narrow one: terminals wrap it anew.
std::size_t rows_of(std::string_view line, std::size_t columns) {
    const std::size_t per_row = std::max<std::size_t>(columns, 1);
    return std::max<std::size_t>(1, (columns_of(line) + per_row - 1) / per_row);
}

std::vector<std::string> lane_lines(const progress_snapshot& p, const terminal_look& look,
                                    std::size_t columns, std::size_t most) {
    std::vector<std::string> lines, names;
    if (most == 0)
        return lines;
    const bool all = p.lanes.size() <= most;
    const std::size_t shown = all ? p.lanes.size() : most - 1;
    std::size_t longest = 0; // of what is told
    for (const lane_progress& lane : p.lanes) {
        names.push_back(printable(lane.name));
        longest = std::max(longest, columns_of(lane_text(lane, look, unbounded)));
    }
    const std::size_t width = fit_names(names, columns - std::min(columns, longest));
    for (std::size_t i = 0; i < shown; ++i) {
        const std::string name = cut_end(names[i], columns);
        const std::size_t padding = std::min(columns, width) - columns_of(name);
        lines.push_back(name + std::string(padding, ' ') +
                        lane_text(p.lanes[i], look, columns - std::min(columns, width)));
    }
    if (!all) {
        const std::size_t hidden = p.lanes.size() - shown;
        lines.push_back(cut_end((shown > 0 ? "and " : "") + grouped(hidden) +
                                    (shown > 0 ? " more accounts" : " accounts"),
                                columns));
    }
    return lines;
}

} // namespace

std::vector<std::string> progress_block(const progress_snapshot& p, const terminal_look& look,
                                        std::size_t columns, std::size_t rows) {
    // The last column stays free: terminals differ in what writing into it does.
    const std::size_t width = columns > 1 ? columns - 1 : 1;
    std::vector<std::string> lines = lane_lines(p, look, width, std::max<std::size_t>(rows, 1) - 1);
    lines.push_back(run_line(p, look, width));
    return lines;
}

std::string progress_live::erase(std::size_t columns) const {
    if (drawn_.empty())
        return "";
    std::size_t rows = 0;
    for (const std::string& line : drawn_)
        rows += rows_of(line, columns);
    const std::string to_first =
        rows > 1 ? "\x1b[" + std::to_string(rows - 1) + "A" : std::string();
    std::string bytes = "\r" + to_first;
    // Row by row: where the block begins in the terminal's first row, some (tmux) take the clearing
    // of all below for the screen's end, and keep what was on it in their history each time.
    for (std::size_t row = 0; row < rows; ++row)
        bytes += row > 0 ? "\x1b[B\x1b[K" : "\x1b[K";
    return bytes + to_first;
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
    const std::size_t columns = terminal_().columns;
    std::string bytes = erase(columns);
    bytes += wrapped_message(text, columns);
    for (std::size_t i = 0; i < drawn_.size(); ++i)
        bytes += (i > 0 ? "\n" : "") + drawn_[i];
    print_(bytes);
}

} // namespace preceptron::runner
