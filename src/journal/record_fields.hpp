// A record's members as optional typed values: absent, null or of another kind = nothing.
#pragma once

#include "core/timestamp.hpp"
#include "journal/json_values.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace preceptron::journal {

// Views into the object's text, which must outlive it. Numbers are read from their text, because
// Boost.JSON 1.81 may miss the last bit of one.
class record_fields {
  public:
    explicit record_fields(std::string_view object);

    // Whether the object was closed.
    bool whole() const noexcept { return whole_; }

    // The value's text as it stands.
    std::string_view value(std::string_view name) const noexcept;

    std::string text(std::string_view name) const {
        return string_value(value(name)).value_or(std::string());
    }

    std::optional<double> number(std::string_view name) const noexcept {
        return number_value(value(name));
    }

    template<class T = std::int64_t>
    std::optional<T> integer(std::string_view name) const noexcept {
        const std::string_view v = value(name);
        T n{};
        const auto [end, error] = std::from_chars(v.data(), v.data() + v.size(), n);
        return v.empty() || error != std::errc{} || end != v.data() + v.size()
                   ? std::nullopt
                   : std::optional<T>(n);
    }

    bool flag(std::string_view name) const noexcept { return value(name) == "true"; }

    timestamp time(std::string_view name) const {
        return parse_timestamp(text(name)).value_or(timestamp{});
    }

    record_fields nested(std::string_view name) const { return record_fields(value(name)); }

    std::vector<std::string> texts(std::string_view name) const;

  private:
    std::vector<std::pair<std::string_view, std::string_view>> list_;
    bool whole_ = false;
};

} // namespace preceptron::journal
