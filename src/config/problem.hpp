// What is wrong with an input file, and where. A file is read to its end, so a user sees all of its
// problems at once.
#pragma once

#include "core/errc.hpp"
#include "core/text_position.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::config {

using position = text_position;

struct problem {
    std::filesystem::path file; // absolute; empty for the command line
    position where;
    std::string message; // what is wrong and what to do; safe to print, holds no key
    errc code = errc::bad_configuration;
};

// "/abs/config.yaml:3:7: message"; without the numbers that are unknown.
std::string to_string(const problem& p);

// Collects what is found in one file.
class problem_list {
  public:
    explicit problem_list(std::filesystem::path file);

    void add(position where, std::string message, errc code = errc::bad_configuration);
    void warn(position where, std::string message);

    const std::filesystem::path& file() const noexcept { return file_; }
    bool empty() const noexcept { return problems_.empty(); }

    // In the order of the file; each once.
    std::vector<problem> take_problems();
    std::vector<problem> take_warnings();

  private:
    std::filesystem::path file_;
    std::vector<problem> problems_;
    std::vector<problem> warnings_;
};

// What came of reading: a value exactly when there are no problems.
template<class T>
struct loaded {
    std::optional<T> value;
    std::optional<T> faulty; // with problems: what could be read, for those who look for more
    std::vector<problem> problems;
    std::vector<problem> warnings;
};

} // namespace preceptron::config
