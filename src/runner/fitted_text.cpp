#include "runner/fitted_text.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <set>

namespace preceptron::runner {

namespace {

constexpr std::string_view ellipsis = "…";

// Where the character behind `columns` others begins.
std::size_t offset_of(std::string_view text, std::size_t columns) noexcept {
    std::size_t at = 0;
    for (; at < text.size() && columns > 0; --columns)
        at += std::max<std::size_t>(1, utf8_sequence_length(text.substr(at)));
    return std::min(at, text.size());
}

// The first `head` characters and the last ones, with the ellipsis `columns` in all.
std::string cut_behind(std::string_view text, std::size_t head, std::size_t columns) {
    const std::size_t all = columns_of(text);
    if (all <= columns)
        return std::string(text);
    if (columns == 0)
        return {};
    head = std::min(head, columns - 1);
    return std::string(text.substr(0, offset_of(text, head)))
        .append(ellipsis)
        .append(text.substr(offset_of(text, all - (columns - 1 - head))));
}

// In the one of three ways that leaves the names different; empty: in none.
std::vector<std::string> cut_apart(const std::vector<std::string>& names, std::size_t columns) {
    for (const std::size_t head : {columns / 3, std::size_t(0), columns}) {
        std::vector<std::string> cut;
        for (const std::string& name : names)
            cut.push_back(cut_behind(name, head, columns));
        if (std::set(cut.begin(), cut.end()).size() == std::set(names.begin(), names.end()).size())
            return cut;
    }
    return {};
}

} // namespace

std::size_t columns_of(std::string_view text) noexcept {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\x1b') { // up to the letter that ends it
            at = std::min(text.find('m', at), text.size() - 1) + 1;
        } else {
            at += std::max<std::size_t>(1, utf8_sequence_length(text.substr(at)));
            ++columns;
        }
    }
    return columns;
}

std::string cut_end(std::string_view text, std::size_t columns) {
    return cut_behind(text, columns, columns);
}

std::size_t fit_names(std::vector<std::string>& names, std::size_t columns) {
    constexpr std::size_t least = 8;
    std::size_t longest = 0;
    for (const std::string& name : names)
        longest = std::max(longest, columns_of(name));
    for (std::size_t width = std::max(columns, least); width < longest; ++width)
        if (auto cut = cut_apart(names, width); !cut.empty()) {
            names = std::move(cut);
            return width;
        }
    return longest;
}

} // namespace preceptron::runner
