#include "judging/task_fields.hpp"

#include "core/ascii.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace preceptron::judging {

namespace {

std::string quoted(const std::string& text) {
    std::string in_quotes = "\"";
    in_quotes += printable(text, 40);
    in_quotes += '"';
    return in_quotes;
}

std::string kind_of(const YAML::Node& node) {
    switch (node.Type()) {
    case YAML::NodeType::Sequence:
        return "a list";
    case YAML::NodeType::Map:
        return "a mapping";
    case YAML::NodeType::Scalar:
        return quoted(node.Scalar());
    default:
        return "empty";
    }
}

} // namespace

yaml_mapping::yaml_mapping(const YAML::Node& node, std::string what,
                           std::span<const std::string_view> known, yaml_problems& problems)
    : what_(std::move(what)), where_(node.Mark()), problems_(problems) {
    is_mapping_ = node.IsMap();
    if (!is_mapping_) {
        problems.add(where_, what_ + " must be a mapping (key: value), not " + kind_of(node));
        return;
    }
    for (const auto& pair : node) {
        if (!pair.first.IsScalar()) {
            problems.add(pair.first.Mark(), "a key must be a word");
            continue;
        }
        const std::string& key = pair.first.Scalar();
        if (has(key)) {
            problems.add(pair.first.Mark(), quoted(key) + " stands here twice");
        } else if (!known.empty() && std::ranges::find(known, key) == known.end()) {
            const auto meant = nearest(key, known);
            problems.add(pair.first.Mark(),
                         what_ + " has no key " + quoted(key) +
                             (meant ? ": did you mean " + std::string(*meant) + "?" : ""));
        } else {
            members_.push_back({key, pair.first.Mark(), pair.second});
        }
    }
}

const YAML::Node* yaml_mapping::find(std::string_view key) const {
    const auto found = std::ranges::find(members_, key, &member::key);
    return found == members_.end() ? nullptr : &found->value;
}

const YAML::Node* yaml_mapping::required(std::string_view key) {
    const YAML::Node* const value = find(key);
    if (!value && is_mapping_)
        problems_.add(where_, what_ + " needs \"" + std::string(key) + "\"");
    return value;
}

std::optional<std::string> text_in(const YAML::Node& node, std::string_view what,
                                   yaml_problems& problems) {
    const bool blank =
        node.IsScalar() && node.Scalar().find_first_not_of(" \t\r\n") == std::string::npos;
    if (node.IsScalar() && !blank)
        return with_stray_bytes_as_characters(node.Scalar());
    problems.add(node.Mark(),
                 std::string(what) + " must be text, not " + (blank ? "blank" : kind_of(node)));
    return {};
}

std::optional<double> number_in(const YAML::Node& node, std::string_view what,
                                yaml_problems& problems) {
    if (node.IsScalar()) {
        const std::string& text = node.Scalar();
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && std::isfinite(value)) {
            if (!has_leading_zero(text))
                return value;
            problems.add(node.Mark(), std::string(what) + ": " + quoted(text) +
                                          " is octal to some: write it without the leading zero");
            return {};
        }
    }
    problems.add(node.Mark(), std::string(what) + " must be a number, not " + kind_of(node));
    return {};
}

} // namespace preceptron::judging
