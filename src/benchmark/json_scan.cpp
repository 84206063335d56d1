#include "benchmark/json_scan.hpp"

#include "core/byte_block.hpp"

#include <bit>
#include <cstring>

namespace preceptron {

std::size_t end_of_string(std::string_view text, std::size_t at) noexcept {
    // From quote to quote. A quote after an odd run of backslashes is escaped; each run is counted
    // once, by the quote that follows it.
    const char* const first = text.data() + at + 1;
    const char* const end = text.data() + text.size();
    const char* p = first;
    // Names and most values end within two blocks; to call memchr takes longer than to look there.
    constexpr std::size_t block = byte_block::size;
    for (int i = 0; i < 2 && static_cast<std::size_t>(end - p) >= block; ++i, p += block)
        if (const auto found = byte_block(p).either('"', '\\')) {
            p += std::countr_zero(found);
            if (*p == '"')
                return static_cast<std::size_t>(p - text.data()) + 1;
            break;
        }
    for (; p < end; ++p) {
        p = static_cast<const char*>(std::memchr(p, '"', static_cast<std::size_t>(end - p)));
        if (!p)
            break;
        const char* run = p;
        while (run > first && run[-1] == '\\')
            --run;
        if ((p - run) % 2 == 0)
            return static_cast<std::size_t>(p - text.data()) + 1;
    }
    return no_end;
}

std::size_t end_of_group(std::string_view text, std::size_t at) noexcept {
    std::size_t depth = 0;
    while (at < text.size()) {
        switch (text[at]) {
        case '"':
            at = end_of_string(text, at);
            if (at == no_end)
                return no_end;
            continue;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            if (--depth == 0)
                return at + 1;
            break;
        default:
            break;
        }
        ++at;
    }
    return no_end;
}

} // namespace preceptron
