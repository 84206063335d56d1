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

namespace {

// A number, true, false or null ends at a separator.
std::size_t end_of_value(std::string_view text, std::size_t at) noexcept {
    if (text[at] == '"')
        return end_of_string(text, at);
    if (text[at] == '{' || text[at] == '[')
        return end_of_group(text, at);
    while (at < text.size() && !is_json_blank(text[at]) && text[at] != ',' && text[at] != '}')
        ++at;
    return at;
}

} // namespace

bool object_members::next(member& m) noexcept {
    const std::size_t size = text_.size();
    std::size_t at = skip_blanks(text_, at_);
    at_ = size; // whatever is wrong below ends the walk
    if (at >= size || (text_[at] != '{' && text_[at] != ','))
        return false;
    at = skip_blanks(text_, at + 1);
    if (at >= size || text_[at] != '"')
        return false;
    const std::size_t key_end = end_of_string(text_, at);
    if (key_end == no_end)
        return false;
    m.key = text_.substr(at + 1, key_end - at - 2);
    at = skip_blanks(text_, key_end);
    if (at >= size || text_[at] != ':')
        return false;
    at = skip_blanks(text_, at + 1);
    if (at >= size)
        return false;
    const std::size_t value_end = end_of_value(text_, at);
    if (value_end == no_end || value_end == at)
        return false;
    m.value = text_.substr(at, value_end - at);
    at_ = value_end;
    return true;
}

} // namespace preceptron
