#include "core/shared_text.hpp"

#include "core/json_text.hpp"

#include <utility>

namespace preceptron {

shared_text::shared_text(std::string text)
    : body_(std::make_shared<const body>(body{std::move(text), {}})) {}

shared_text shared_text::quoted(std::string text) {
    std::string json;
    append_json_string(json, text);
    shared_text made;
    made.body_ = std::make_shared<const body>(body{std::move(text), std::move(json)});
    return made;
}

} // namespace preceptron
