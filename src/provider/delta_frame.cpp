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

// Appends what the JSON string says whose inside `text` begins with. Where its closing quote is;
// npos if there is none, if it is not UTF-8, or holds \u.
std::size_t append_string(std::string_view text, std::string& out) {
    std::size_t at = 0;
    for (;;) {
        const std::size_t plain = plain_run(text.substr(at));
        out.append(text, at, plain);
        at += plain;
        if (at == text.size())
            return std::string_view::npos;
        if (text[at] == '"')
            return at;
        std::size_t length = 2; // a backslash and what it escapes
        if (text[at] == '\\') {
            const char meant = text.size() - at >= length ? escaped(text[at + 1]) : '\0';
            if (meant == 0)
                return std::string_view::npos;
            out += meant;
        } else { // a control character has no place here
            length = static_cast<unsigned char>(text[at]) >= 0x80
                         ? utf8_sequence_length(text.substr(at))
                         : 0;
            if (length == 0)
                return std::string_view::npos;
            out.append(text, at, length);
        }
        at += length;
    }
}

// How many bytes at the front of `bytes` are `before`, the inside of a JSON string, which is
// appended to `text`, and `behind`; 0 if they are not there.
std::size_t append_between(std::string_view before, std::string_view behind, std::string_view bytes,
                           std::string& text) {
    if (!bytes.starts_with(before))
        return 0;
    const std::size_t size = text.size();
    bytes.remove_prefix(before.size());
    const std::size_t length = append_string(bytes, text);
    if (length != bytes.npos && bytes.substr(length).starts_with(behind))
        return before.size() + length + behind.size();
    text.resize(size);
    return 0;
}

} // namespace

void delta_frame::learn(std::string_view data, std::string_view as_sent, std::string_view name,
                        std::string_view piece) {
    constexpr std::size_t longest = 4096; // ordinary ones have 200 to 400 bytes
    forget();
    const std::size_t value = data.size() <= longest ? find_value(data, name) : data.npos;
    if (value == data.npos)
        return;
    std::string said;
    const std::size_t length = append_string(data.substr(value), said);
    if (length == data.npos || said != piece)
        return;
    // Data of several lines is not sent as it is.
    lead_ = as_sent.size() <= 2 * longest ? as_sent.find(data) : as_sent.npos;
    sent_known_ = lead_ != as_sent.npos && as_sent.rfind(data) == lead_;
    if (!sent_known_) {
        as_sent = data;
        lead_ = 0;
    }
    trail_ = as_sent.size() - lead_ - data.size();
    before_ = as_sent.substr(0, lead_ + value);
    behind_ = as_sent.substr(before_.size() + length);
}

void delta_frame::forget() noexcept {
    before_.clear();
    behind_.clear();
    lead_ = trail_ = 0;
    sent_known_ = false;
}

bool delta_frame::append(std::string_view data, std::string& text) const {
    if (before_.empty() || data.empty())
        return false;
    const std::string_view before(before_), behind(behind_);
    const std::size_t size = text.size();
    const std::size_t taken =
        append_between(before.substr(lead_), behind.substr(0, behind.size() - trail_), data, text);
    if (taken == data.size())
        return true;
    text.resize(size);
    return false;
}

bool delta_frame::take(std::string_view& bytes, std::string& text) const {
    const std::size_t taken = sent_known_ ? append_between(before_, behind_, bytes, text) : 0;
    bytes.remove_prefix(taken);
    return taken != 0;
}

} // namespace preceptron::provider
