#include "core/excerpt.hpp"

#include "core/utf8.hpp"

namespace preceptron {

std::string_view whole_characters(std::string_view text, std::size_t most) noexcept {
    if (text.size() <= most)
        return text;
    constexpr std::size_t longest_but_one = 3; // bytes of a character before its last
    for (std::size_t before = 1; before <= longest_but_one && before <= most; ++before)
        if (utf8_sequence_length(text.substr(most - before)) > before)
            return text.substr(0, most - before);
    return text.substr(0, most);
}

std::string excerpt(std::string_view text, std::size_t most) {
    std::string out(whole_characters(text, most));
    if (out.size() < text.size())
        out += "…";
    return out;
}

} // namespace preceptron
