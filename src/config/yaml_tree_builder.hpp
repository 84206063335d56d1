// Builds a tree from the events of yaml-cpp's parser. Events, not YAML::Node: nodes have forgotten
// anchors, aliases and repeated keys.
#pragma once

#include "config/mark_reader.hpp"
#include "config/yaml_value.hpp"
#include "core/yaml_complaint.hpp"

#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::config {

class yaml_tree_builder : public YAML::EventHandler {
  public:
    // Of this text are the events; it outlives the builder.
    explicit yaml_tree_builder(const std::string& text) : text_(text), marks_(text) {}

    yaml_value root;
    std::vector<yaml_complaint> problems;
    std::optional<position> open_quote; // a quote that never closes: yaml-cpp takes it as closed
    std::optional<position> too_deep;   // more than 32 levels; what lies below is not in the tree

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

  private:
    struct pending_key {
        std::string name;
        position where;
        bool keep = true;
    };
    struct frame {
        yaml_value value;
        bool lenient = false;
        bool literal = false; // below extra_body, where an x-… key is a key like others
        std::optional<pending_key> key;
        std::map<std::string, int> lines; // of the keys so far
    };

    position at(const YAML::Mark& mark) { return marks_.place_of(mark); }
    void add(position where, std::string message);
    bool lenient_here() const;

    void check_anchor(const YAML::Mark& mark, YAML::anchor_t anchor);
    // Whether a tag stands here that is not read.
    bool check_tag(const YAML::Mark& mark, const std::string& tag);
    void check_quote(const YAML::Mark& mark);

    void open(yaml_value::kind type, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor);
    void close();
    // Hands a finished value to the list or map it stands in.
    void complete(yaml_value value);
    pending_key take_key(frame& map, yaml_value value);

    const std::string& text_;
    mark_reader marks_;
    std::vector<frame> stack_;
    std::size_t skipping_ = 0; // levels open below the deepest one that is read
};

} // namespace preceptron::config
