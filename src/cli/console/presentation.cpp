#include "cli/console/presentation.hpp"

#include "cli/console/locale_marks.hpp"
#include "cli/console/stderr_stream.hpp"
#include "runner/progress_live.hpp"
#include "runner/progress_plain.hpp"

#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace preceptron::cli {

namespace {

void write_progress(std::string_view bytes) {
    write_stderr(bytes, progress_patience);
}

bool can_move_cursor() {
    const char* const term = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && term && *term && std::string_view(term) != "dumb";
}

} // namespace

console presentation::make_console() const {
    return console({.quiet = quiet,
                    .colour = !no_color && console::stderr_takes_colour(),
                    .json = progress == progress_mode::json});
}

std::unique_ptr<runner::progress_view> make_progress_view(const presentation& how,
                                                          const console& out) {
    progress_mode mode = how.progress;
    if (mode == progress_mode::automatic)
        mode = how.quiet ? progress_mode::none
                         : (can_move_cursor() ? progress_mode::live : progress_mode::plain);
    const auto note = [out](std::string_view line) { out.note(line); };
    switch (mode) {
    case progress_mode::live:
        return std::make_unique<runner::progress_live>(
            [](std::string_view bytes) {
                write_progress(ellipsis_as_locale_writes(std::string(bytes), in_a_column));
            },
            [] {
                const terminal_size now = measure_terminal(STDERR_FILENO);
                return runner::progress_live::size{now.columns, now.rows};
            },
            runner::terminal_look{out.how().colour, terminal_speaks_utf8()});
    case progress_mode::json:
        return std::make_unique<runner::progress_json>(
            [](std::string_view line) { write_progress(std::string(line) + "\n"); }, note);
    case progress_mode::none:
        return std::make_unique<runner::progress_none>(note);
    case progress_mode::automatic:
    case progress_mode::plain:
        break;
    }
    return std::make_unique<runner::progress_plain>(note);
}

} // namespace preceptron::cli
