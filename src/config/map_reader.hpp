// Reads the members of one YAML map by name. Every name asked for is a known key; finish() reports
// the others, so the list of known keys is nowhere but in the code that reads them.
#pragma once

#include "config/scalar.hpp"
#include "config/yaml_value.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::config {

class map_reader {
  public:
    // `map` must be a map and outlive the reader. `place` precedes keys in messages: "timeouts.".
    map_reader(const yaml_value& map, std::string place, problem_list& problems)
        : map_(map), place_(std::move(place)), problems_(problems) {}

    // The value of a key; null when the key is absent or nothing stands behind it.
    const yaml_value* find(std::string_view name);

    // As find, for a value that must be a map or a list; another kind is a problem.
    const yaml_value* find_map(std::string_view name);
    const yaml_value* find_list(std::string_view name, std::string_view of_what);

    // Reads with one of the readers of config/scalar.hpp; false when absent or wrong.
    template<class T, class Read, class... Limits>
    bool get(std::string_view name, T& out, Read read, Limits... limits) {
        const yaml_value* const value = find(name);
        if (!value)
            return false;
        auto result = std::invoke(read, *value, place_ + std::string(name), problems_, limits...);
        if (!result)
            return false;
        if constexpr (std::is_arithmetic_v<T>)
            out = static_cast<T>(*result);
        else
            out = std::move(*result);
        return true;
    }

    // Whether the key stands there, be its value wrong or missing.
    bool names(std::string_view name) const noexcept;

    // Where the value stands, or else the map.
    position where(std::string_view name) const noexcept;

    // Reports keys that nobody asked for. `explain(name, value)` may have better words than
    // "unknown key"; it returns an empty text when it has none.
    using explanation = std::function<std::string(std::string_view, const yaml_value&)>;
    void finish(const explanation& explain = {});

  private:
    const yaml_value& map_;
    std::string place_;
    problem_list& problems_;
    std::vector<std::string_view> known_;
};

} // namespace preceptron::config
