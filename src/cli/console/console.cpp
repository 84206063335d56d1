#include "cli/console/console.hpp"

#include "cli/console/locale_marks.hpp"
#include "cli/console/stderr_stream.hpp"
#include "cli/console/terminal_size.hpp"
#include "cli/exit_status.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "core/timestamp.hpp"
#include "core/wrapped.hpp"
#include "journal/descriptor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <unistd.h>

namespace preceptron::cli {

namespace {

constexpr std::array<std::string_view, 3> names{"note", "warning", "error"};
constexpr std::array<std::string_view, 3> colours{"", "\x1b[33m", "\x1b[31m"};

} // namespace

void console::say(severity how, std::string_view line) const {
    if (settings_.quiet && how == severity::note)
        return;
    const auto i = static_cast<std::size_t>(how);
    std::string text;
    if (settings_.json) {
        json_writer json(text);
        json.begin_object().member("schema", "preceptron.message/1");
        json.member("time", to_string(now_utc())).member("level", names[i]);
        json.member("message", line).end_object();
        text += '\n';
    } else {
        const std::string_view name = how == severity::note ? "" : names[i];
        text += name;
        text += name.empty() ? "" : ": ";
        text += ellipsis_as_locale_writes(printable_lines(line), in_a_sentence);
        if (::isatty(STDERR_FILENO) == 1)
            text = wrapped_message(text, stderr_columns());
        else
            text += '\n';
        if (settings_.colour && !name.empty())
            text.insert(name.size(), "\x1b[0m").insert(0, colours[i]);
    }
    write_stderr(text, message_patience);
}

int console::fail(const failure& f) const {
    std::string line = f.message;
    if (!f.server_message.empty())
        line += ": " + printable(f.server_message);
    say(severity::error, line);
    return static_cast<int>(exit_status_of(f.code));
}

int console::fail(const std::vector<config::problem>& problems) const {
    for (const config::problem& p : problems)
        say(severity::error, to_string(p));
    // A missing file is what a script may wait for; mistakes beside it have to be mended first.
    for (const errc first : {errc::bad_configuration, errc::usage})
        if (std::ranges::find(problems, first, &config::problem::code) != problems.end())
            return static_cast<int>(exit_status_of(first));
    return static_cast<int>(problems.empty() ? exit_status::configuration
                                             : exit_status_of(problems.front().code));
}

void console::warn(const std::vector<config::problem>& warnings) const {
    for (const config::problem& p : warnings)
        warn(to_string(p));
}

void console::print(std::string_view text, std::string_view json) const {
    if (settings_.json)
        write_stderr(std::string(json) + '\n', message_patience);
    else
        write_stderr(ellipsis_as_locale_writes(printable_lines(text), in_a_column),
                     message_patience);
}

int console::show(std::string_view text) const {
    return write_stdout(text) ? 0 : fail_stdout(errno);
}

int console::fail_stdout(int error) const {
    if (error == EPIPE)
        return static_cast<int>(exit_status::io_error);
    return fail(preceptron::fail(errc::io, "stdout could not be written: " +
                                               std::generic_category().message(error)));
}

bool console::stderr_takes_colour() {
    const char* const no_color = std::getenv("NO_COLOR");
    const char* const term = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && !(no_color && *no_color) && term && *term &&
           std::string_view(term) != "dumb";
}

bool leads_to_stdout(const std::optional<std::filesystem::path>& output) {
    return !output || *output == "-";
}

bool write_stdout(std::string_view text) {
    const int error = journal::write_all(STDOUT_FILENO, text);
    if (error != 0)
        errno = error;
    return error == 0;
}

} // namespace preceptron::cli
