// The pages that --help shows: an example first, then every flag with its meaning.
#pragma once

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace preceptron::cli {

// A subcommand's description is its example, an empty line, and what the command does.
class help_page final : public CLI::FormatterBase {
  public:
    // In at most 80 columns, at least 40.
    explicit help_page(std::size_t columns) : columns_(std::clamp<std::size_t>(columns, 40, 80)) {}

    std::string make_help(const CLI::App* app, std::string name,
                          CLI::AppFormatMode mode) const override;

  private:
    std::size_t columns_;
};

std::string describe_command(const std::string& example, const std::string& what);

} // namespace preceptron::cli
