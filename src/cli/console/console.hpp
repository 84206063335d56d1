// Messages for people on stderr, or for programs as one JSON object a line. stdout is for results.
#pragma once

#include "config/problem.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace preceptron::cli {

enum class severity { note, warning, error };

class console {
  public:
    struct settings {
        bool quiet = false; // notes are not shown
        bool colour = false;
        bool json = false; // {"schema":"preceptron.message/1",…} instead of text
    };

    console() = default;
    explicit console(settings s) : settings_(s) {}

    // One line, safe to print, without a newline. A terminal gets it broken at blanks.
    void say(severity how, std::string_view line) const;
    void note(std::string_view line) const { say(severity::note, line); }
    void warn(std::string_view line) const { say(severity::warning, line); }

    // Shows the failure; its exit status.
    int fail(const failure& f) const;

    // Shows all problems, each on a line. The exit status is that of a wrong configuration where
    // one is among them, else that of a wrong command line, else the first's.
    int fail(const std::vector<config::problem>& problems) const;
    void warn(const std::vector<config::problem>& warnings) const;

    // Text of several lines that is shown as it is, or, where messages are JSON, the same as an
    // object without a newline. Also when quiet: whoever has something to print knows whether it
    // must be seen.
    void print(std::string_view text, std::string_view json) const;

    // `text` to stdout; the exit status: 0, or 74 where not all of it could be written. That is
    // said, unless whoever read has gone.
    int show(std::string_view text) const;
    // The same of what went wrong already, an errno.
    int fail_stdout(int error) const;

    const settings& how() const noexcept { return settings_; }

    // Whether stderr takes colours: a terminal, neither NO_COLOR nor TERM=dumb.
    static bool stderr_takes_colour();

  private:
    settings settings_;
};

// Whether `-o` leads to stdout: it is not given, or "-".
bool leads_to_stdout(const std::optional<std::filesystem::path>& output);

// All of `text` to stdout; false when it could not be written (a closed pipe), and errno says why.
bool write_stdout(std::string_view text);

} // namespace preceptron::cli
