// Reads typed values out of a task file's YAML tree and notes what is wrong with them.
#pragma once

#include "judging/yaml_problems.hpp"

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::judging {

// A mapping whose keys are known beforehand. `what` is how messages call it: "a task file".
class yaml_mapping {
  public:
    // Notes a node that is no mapping, unknown keys with the nearest known one, and keys that
    // occur twice. With no `known` keys any key goes.
    yaml_mapping(const YAML::Node& node, std::string what, std::span<const std::string_view> known,
                 yaml_problems& problems);

    bool has(std::string_view key) const { return find(key) != nullptr; }

    // The value; notes its absence.
    const YAML::Node* required(std::string_view key);
    const YAML::Node* find(std::string_view key) const;

    struct member {
        std::string key;
        YAML::Mark where;
        YAML::Node value;
    };
    const std::vector<member>& members() const noexcept { return members_; }
    YAML::Mark where() const { return where_; }

  private:
    std::string what_;
    YAML::Mark where_;
    bool is_mapping_ = false;
    std::vector<member> members_;
    yaml_problems& problems_;
};

// Each notes a value of another kind and then returns nothing. `what` begins the message: "title".
std::optional<std::string> text_in(const YAML::Node& node, std::string_view what,
                                   yaml_problems& problems);
std::optional<double> number_in(const YAML::Node& node, std::string_view what,
                                yaml_problems& problems);

} // namespace preceptron::judging
