#include "core/wrapped.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron {

std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent) {
    std::string out;
    std::size_t used = 0; // of the line
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t width = count_characters(word);
        if (used > 0 && used + 1 + width > columns) {
            out += '\n';
            out += indent;
            used = indent.size();
        } else if (used > 0) {
            out += ' ';
            ++used;
        }
        out += word;
        used += width;
    }
    return out + '\n';
}

} // namespace preceptron
