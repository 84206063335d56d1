#include "provider/delta_frame.hpp"

#include "core/plain_run.hpp"
#include "core/utf8.hpp"

namespace preceptron::provider {

namespace {

// Where the value of the member begins, behind its opening quote; npos unless the name is there
// once and a string follows. Within a string the name's own quotes would be escaped.
std::size_t find_value(std::string_view event, std::string_view name) {
    const std::string quoted = '"' + std::string(name) + '"';
    const std::size_t at = event.find(quoted);
    if (at == std::string_view::npos || event.find(quoted, at + 1) != std::string_view::npos)
        return std::string_view::npos;
    std::size_t value = event.find_first_not_of(' ', at + quoted.size());
    if (value >= event.size() || event[value] != ':')
        return std::string_view::npos;
    value = event.find_first_not_of(' ', value + 1);
    return value < event.size() && event[value] == '"' ? value + 1 : std::string_view::npos;
}

// Where the string ends that `text` begins within.
std::size_t find_closing_quote(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size(); at += text[at] == '\\' ? 2 : 1)
        if (text[at] == '"')
            return at;
    return std::string_view::npos;
}

// What `escape` stands for behind a backslash; 0 for what is better left to the JSON reader.
char escaped(char escape) noexcept {
    switch (escape) {
    case '"':
    case '\\':
    case '/':
        return escape;
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    default:
        return 0;
    }
}

// Appends what the inside of a JSON string says; false if it is none, is not UTF-8, or holds \u.
bool append_unescaped(std::string_view inside, std::string& text) {
    if (short_and_plain(inside)) { // a word or two, as in most events
        text += inside;
        return true;
    }
    for (;;) {
        const std::size_t plain = plain_run(inside);
        text.append(inside, 0, plain);
        inside.remove_prefix(plain);
        if (inside.empty())
            return true;
        std::size_t length = 2; // a backslash and what it escapes
        if (inside[0] == '\\') {
            const char meant = inside.size() >= length ? escaped(inside[1]) : '\0';
            if (meant == 0)
                return false;
            text += meant;
        } else { // a control character or a quote has no place here
            length =
                static_cast<unsigned char>(inside[0]) >= 0x80 ? utf8_sequence_length(inside) : 0;
            if (length == 0)
                return false;
            text.append(inside, 0, length);
        }
        inside.remove_prefix(length);
    }
}

} // namespace

void delta_frame::learn(std::string_view event, std::string_view name, std::string_view piece) {
    constexpr std::size_t longest = 4096; // ordinary ones have 200 to 400 bytes
    forget();
    const std::size_t value = event.size() <= longest ? find_value(event, name) : event.npos;
    if (value == event.npos)
        return;
    const std::size_t length = find_closing_quote(event.substr(value));
    std::string said;
    if (length == event.npos || !append_unescaped(event.substr(value, length), said) ||
        said != piece)
        return;
    before_ = event.substr(0, value);
    behind_ = event.substr(value + length);
}

void delta_frame::forget() noexcept {
    before_.clear();
    behind_.clear();
}

bool delta_frame::append(std::string_view event, std::string& text) const {
    if (before_.empty() || event.size() < before_.size() + behind_.size() ||
        !event.starts_with(before_) || !event.ends_with(behind_))
        return false;
    event.remove_prefix(before_.size());
    event.remove_suffix(behind_.size());
    const std::size_t size = text.size();
    if (append_unescaped(event, text))
        return true;
    text.resize(size);
    return false;
}

} // namespace preceptron::provider
