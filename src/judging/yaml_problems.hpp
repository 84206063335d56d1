// Collects what is wrong with a YAML file, so that all of it can be said at once.
#pragma once

#include "core/result.hpp"
#include "core/text_position.hpp"

#include <yaml-cpp/mark.h>

#include <string>
#include <string_view>
#include <vector>

namespace YAML {
class Node;
}

namespace preceptron::judging {

class yaml_problems {
  public:
    // `text`, the file's, must outlive it.
    yaml_problems(std::string file, std::string_view text) : file_(std::move(file)), text_(text) {}

    // Marks count bytes, as those of yaml-cpp do.
    void add(const YAML::Mark& where, std::string what);
    void add(text_position where, std::string what);
    bool empty() const noexcept { return all_.empty(); }

    // errc::bad_configuration; one line "file:line:column: what" for each, in the file's order.
    // Columns count characters.
    failure to_failure();

  private:
    struct problem {
        text_position where;
        std::string what;
    };
    std::string file_;
    std::string_view text_;
    std::vector<problem> all_;
};

// The document as a tree. A text that is not UTF-8 or holds a NUL byte, a syntax error, an anchor
// or alias (which could refer to itself), a second document or an empty file is a problem, and the
// node is then not to be used.
YAML::Node load_yaml(const std::string& text, yaml_problems& problems);

} // namespace preceptron::judging
