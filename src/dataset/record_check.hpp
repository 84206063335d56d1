// Whether a record is JSON, and where it stops being that.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace preceptron::dataset {

struct json_flaw {
    std::size_t offset;    // of the byte at fault, within the record
    std::string_view what; // a literal of ours, or kept by who says it
};

// Nothing when `record` is one valid JSON value in UTF-8 (RFC 8259), nested at most 500 deep, whose
// escapes make no lone surrogate. It accepts what Boost.JSON accepts with that depth (a test holds
// the two against each other), keeps nothing, and is several times as fast on long texts.
std::optional<json_flaw> find_json_flaw(std::string_view record) noexcept;

} // namespace preceptron::dataset
