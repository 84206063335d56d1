#include "judging/json_nodes.hpp"

#include <boost/json/parse.hpp>
#include <yaml-cpp/yaml.h>

#include <stdexcept>

namespace preceptron::judging {

namespace {

namespace json = boost::json;

YAML::Node node_of(const json::value& value) {
    if (const json::string* text = value.if_string())
        return YAML::Node(std::string(*text));
    if (const json::array* items = value.if_array()) {
        YAML::Node sequence(YAML::NodeType::Sequence);
        for (const json::value& item : *items)
            sequence.push_back(node_of(item));
        return sequence;
    }
    const json::object* members = value.if_object();
    if (!members)
        throw std::invalid_argument("neither a string nor an array or object");
    YAML::Node mapping(YAML::NodeType::Map);
    for (const auto& [name, member] : *members)
        mapping.force_insert(std::string(name), node_of(member));
    return mapping;
}

} // namespace

YAML::Node nodes_of_json(std::string_view json) {
    return node_of(json::parse(json));
}

} // namespace preceptron::judging
