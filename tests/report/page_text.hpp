// Looking things up in a page's text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron::report::test {

// How often `what` stands in `text`.
inline std::size_t count(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + what.size()))
        ++n;
    return n;
}

// What stands between the first `from` and the next `to`.
inline std::string between(const std::string& text, const std::string& from,
                           const std::string& to) {
    const std::size_t begin = text.find(from) + from.size();
    return text.substr(begin, text.find(to, begin) - begin);
}

} // namespace preceptron::report::test
