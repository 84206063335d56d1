#include "core/short_names.hpp"

#include "core/text_width.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <set>

namespace preceptron {

namespace {

std::size_t length_of_first(std::string_view text) noexcept {
    return std::max<std::size_t>(1, utf8_sequence_length(text));
}

// As much of the beginning as takes `columns` at most.
std::string_view beginning_of(std::string_view text, std::size_t columns) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t n = length_of_first(text.substr(at));
        const std::size_t width = width_of(text.substr(at, n));
        if (width > columns)
            break;
        columns -= width;
        at += n;
    }
    return text.substr(0, at);
}

// As much of the end, which begins with no mark of a character before it.
std::string_view end_of(std::string_view text, std::size_t columns) noexcept {
    for (std::size_t width = width_of(text); !text.empty();) {
        const std::size_t n = length_of_first(text);
        const std::size_t first = width_of(text.substr(0, n));
        if (width <= columns && first > 0)
            break;
        width -= first;
        text.remove_prefix(n);
    }
    return text;
}

std::size_t count_different(const std::vector<std::string>& names) {
    return std::set(names.begin(), names.end()).size();
}

} // namespace

std::string shortened(std::string_view text, std::size_t head, std::size_t most) {
    if (width_of(text) <= most)
        return std::string(text);
    if (most == 0)
        return {};
    head = std::min(head, most - 1);
    return std::string(beginning_of(text, head)).append("…").append(end_of(text, most - 1 - head));
}

std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t most) {
    std::size_t longest = 0;
    for (const std::string& name : names)
        longest = std::max(longest, width_of(name));
    const std::size_t different = count_different(names);
    for (most = std::max<std::size_t>(most, 3); most < longest; ++most)
        for (const std::size_t head : {most / 3, std::size_t(0), most}) {
            std::vector<std::string> out;
            for (const std::string& name : names)
                out.push_back(shortened(name, head, most));
            if (count_different(out) == different)
                return out;
        }
    return names;
}

} // namespace preceptron
