#include "judging/prompt_template.hpp"

#include "core/printable.hpp"

#include <algorithm>

namespace preceptron::judging {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

// The names of "a|b"; empty when one of them is no name.
std::vector<std::string> names_of(std::string_view inside) {
    std::vector<std::string> names;
    for (;;) {
        const std::size_t bar = inside.find('|');
        const std::string_view name = trimmed(inside.substr(0, bar));
        if (!is_name(name))
            return {};
        names.emplace_back(name);
        if (bar == std::string_view::npos)
            return names;
        inside.remove_prefix(bar + 1);
    }
}

} // namespace

bool prompt_template::names_field(std::string_view name) const noexcept {
    return std::ranges::any_of(pieces, [name](const piece& p) {
        return std::ranges::find(p.names, name) != p.names.end();
    });
}

prompt_template parse_prompt_template(std::string text, std::vector<template_flaw>& flaws) {
    text.resize(text.find_last_not_of(" \t\r\n") + 1);
    prompt_template made{std::move(text), {}, {}};
    std::string_view rest = made.text;
    std::string literal;
    for (std::size_t place = 0;; ++place) {
        const std::size_t open = rest.find("{{");
        literal += rest.substr(0, open);
        if (open == std::string_view::npos)
            break;
        rest.remove_prefix(open + 2);
        const std::size_t close = rest.find("}}");
        const std::string_view inside = rest.substr(0, close);
        auto names =
            close == std::string_view::npos ? std::vector<std::string>() : names_of(inside);
        if (names.empty()) {
            flaws.push_back({place, "\"{{" + printable(inside.substr(0, 30)) +
                                        "\" is no placeholder: write {{name}} or {{name|other}}"});
            continue;
        }
        made.pieces.push_back({std::move(literal), std::move(names), place});
        literal.clear();
        rest.remove_prefix(close + 2);
    }
    if (made.pieces.empty())
        made.fixed = shared_text::quoted(literal);
    made.pieces.push_back({std::move(literal), {}, 0});
    return made;
}

} // namespace preceptron::judging
