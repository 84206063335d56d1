#include "runner/fitted_text.hpp"

#include "core/short_names.hpp"
#include "core/text_width.hpp"
#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron::runner {

std::size_t columns_of(std::string_view text) noexcept {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\x1b') { // up to the letter that ends it
            at = std::min(text.find('m', at), text.size() - 1) + 1;
        } else {
            const std::size_t n = std::max<std::size_t>(1, utf8_sequence_length(text.substr(at)));
            columns += width_of(text.substr(at, n));
            at += n;
        }
    }
    return columns;
}

std::string cut_end(std::string_view text, std::size_t columns) {
    return shortened(text, columns, columns);
}

std::size_t fit_names(std::vector<std::string>& names, std::size_t columns) {
    constexpr std::size_t least = 8;
    names = short_names(names, std::max(columns, least));
    std::size_t longest = 0;
    for (const std::string& name : names)
        longest = std::max(longest, columns_of(name));
    return longest;
}

} // namespace preceptron::runner
