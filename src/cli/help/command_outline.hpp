// The command line as it is defined, for those who describe it: completions, the man page,
// docs/cli.md.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace preceptron::cli {

struct outlined_option {
    std::vector<std::string> names;   // "-o", "--output"; of a positional one its name alone
    std::string type;                 // of its value: "FILE", "N"; may be empty
    std::string what;                 // one sentence
    std::vector<std::string> choices; // the only values it takes; empty: any
    bool takes_value = false;

    bool takes_path() const noexcept; // a file's or folder's name
};

struct outlined_command {
    std::string name;
    std::string example; // "preceptron run --config config.yaml"
    std::string what;
    std::vector<outlined_option> positional, flags; // --help last
};

struct outlined_program {
    std::string name, what;
    std::vector<outlined_option> flags; // before a command
    std::vector<outlined_command> commands;
};

// "N": what stands behind the flag; may be empty.
std::string type_of(const CLI::Option& option);

outlined_option outline(const CLI::Option& option);
outlined_program outline(const CLI::App& app);

} // namespace preceptron::cli
