#include "core/short_names.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <set>

namespace preceptron {

namespace {

// Where the character with this number begins.
std::size_t offset_of(std::string_view text, std::size_t character) noexcept {
    std::size_t at = 0;
    for (; at < text.size() && character > 0; --character)
        at += std::max<std::size_t>(1, utf8_sequence_length(text.substr(at)));
    return std::min(at, text.size());
}

std::size_t count_different(const std::vector<std::string>& names) {
    return std::set(names.begin(), names.end()).size();
}

} // namespace

std::string shortened(std::string_view text, std::size_t head, std::size_t most) {
    const std::size_t all = count_characters(text);
    if (all <= most)
        return std::string(text);
    if (most == 0)
        return {};
    head = std::min(head, most - 1);
    return std::string(text.substr(0, offset_of(text, head)))
        .append("…")
        .append(text.substr(offset_of(text, all - (most - 1 - head))));
}

std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t most) {
    std::size_t longest = 0;
    for (const std::string& name : names)
        longest = std::max(longest, count_characters(name));
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
