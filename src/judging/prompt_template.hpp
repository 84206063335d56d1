// Text with places for an entry's fields: "… {{response}} … {{test_plan|rubric}} …". A place names
// one field, or several of which the first that is there is used.
#pragma once

#include "core/shared_text.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::judging {

struct prompt_template {
    struct piece {
        std::string literal;            // stands before the field
        std::vector<std::string> names; // empty in the last piece only
        std::size_t place = 0;          // how many places stand before this one in the text
    };

    std::string text; // as it was written
    std::vector<piece> pieces;
    std::optional<shared_text> fixed; // what it always says, where it has no places

    bool names_field(std::string_view name) const noexcept;
};

struct template_flaw {
    std::size_t place; // the how-many-eth "{{" of the text, from 0
    std::string what;
};

// Reads `text`; white space at its end is dropped. What is wrong is added to `flaws`, and the
// template is then not to be used. A name is [A-Za-z0-9_]+; blanks around it are allowed. "{{" has
// no other meaning and cannot be escaped.
prompt_template parse_prompt_template(std::string text, std::vector<template_flaw>& flaws);

} // namespace preceptron::judging
