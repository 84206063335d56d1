#include "config/yaml_value.hpp"

#include "config/quotable.hpp"

namespace preceptron::config {

std::string describe(const yaml_value& value) {
    const std::string text = quotable(value.text);
    switch (value.type) {
    case yaml_value::kind::scalar:
        return value.quoted ? "the text \"" + text + "\"" : "'" + text + "'";
    case yaml_value::kind::list:
        return "a list";
    case yaml_value::kind::map:
        return "a map";
    default:
        return "nothing";
    }
}

bool is_extension(std::string_view name) noexcept {
    return name.starts_with("x-");
}

} // namespace preceptron::config
