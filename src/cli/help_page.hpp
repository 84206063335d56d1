// The pages that --help shows: 80 columns, an example first, then every flag with its meaning.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace preceptron::cli {

// A subcommand's description is its example, an empty line, and what the command does.
class help_page final : public CLI::FormatterBase {
  public:
    static constexpr std::size_t columns = 80;

    std::string make_help(const CLI::App* app, std::string name,
                          CLI::AppFormatMode mode) const override;
};

std::string describe_command(const std::string& example, const std::string& what);

} // namespace preceptron::cli
