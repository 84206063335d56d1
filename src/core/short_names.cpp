#include "core/short_names.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace preceptron {

namespace {

// Where in `text` the character with this number begins.
std::size_t offset_of(std::string_view text, std::size_t character) {
    std::size_t at = 0;
    for (; character > 0 && at < text.size(); --character)
        at += std::max<std::size_t>(1, utf8_sequence_length(text.substr(at)));
    return at;
}

std::string shortened(const std::string& name, std::size_t most) {
    const std::size_t characters = count_characters(name);
    if (characters <= most)
        return name;
    const std::size_t behind = (most - 1) / 2, before = most - 1 - behind;
    return name.substr(0, offset_of(name, before)) + "…" +
           name.substr(offset_of(name, characters - behind));
}

} // namespace

std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t most) {
    std::size_t longest = 0;
    for (const std::string& name : names)
        longest = std::max(longest, count_characters(name));
    for (most = std::max<std::size_t>(most, 3);; ++most) {
        std::vector<std::string> out;
        std::map<std::string, std::string_view> name_of;
        bool different = true;
        for (const std::string& name : names) {
            out.push_back(shortened(name, most));
            different = different && name_of.try_emplace(out.back(), name).first->second == name;
        }
        if (different || most >= longest)
            return out;
    }
}

} // namespace preceptron
