#include "config/config_yaml.hpp"

#include "config/mark_reader.hpp"
#include "config/yaml_tree_builder.hpp"
#include "core/yaml_complaint.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace preceptron::config {

namespace {

// Where a document starts, and nothing else of it.
class document_start : public YAML::EventHandler {
  public:
    YAML::Mark where;
    void OnDocumentStart(const YAML::Mark& mark) override { where = mark; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

} // namespace

std::optional<yaml_value> parse_yaml(const std::string& text, problem_list& problems) {
    yaml_tree_builder builder(text);
    mark_reader marks(text);
    std::optional<position> second;
    try {
        std::istringstream in(text);
        YAML::Parser parser(in);
        parser.HandleNextDocument(builder);
        document_start rest;
        if (!builder.open_quote && parser.HandleNextDocument(rest))
            second = marks.place_of(rest.where);
    } catch (const YAML::Exception& e) {
        // Far below our limit the library refuses, too, with an error that does not say why.
        if (!builder.too_deep) {
            const yaml_complaint error =
                syntax_complaint(e.msg, marks.place_of(e.mark),
                                 static_cast<std::size_t>(std::max(e.mark.pos, 0)), text);
            problems.add(error.where, error.message);
            return {};
        }
    }
    if (builder.too_deep) {
        problems.add(*builder.too_deep, "more than 32 levels deep");
        return {};
    }
    if (builder.open_quote) {
        problems.add(*builder.open_quote, "a quote opens here and never closes");
        return {};
    }
    for (yaml_complaint& found : builder.problems)
        problems.add(found.where, std::move(found.message));
    if (second) {
        yaml_complaint found = second_document_complaint(*second, text);
        problems.add(found.where, std::move(found.message));
    }
    return std::move(builder.root);
}

} // namespace preceptron::config
