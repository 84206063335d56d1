#include "wire/sse_parser.hpp"

#include "core/line_end.hpp"
#include "core/utf8.hpp"
#include "wire/long_text.hpp"

namespace preceptron::wire {

bool sse_parser::next(std::string_view& bytes) {
    if (delivered_) {
        name_.clear();
        data_.clear();
        has_data_ = delivered_ = false;
    }
    as_sent_ = {};
    const char* begin = nullptr; // of the event, if that is among `bytes`
    while (!bytes.empty() && !overflowed_) {
        if (after_cr_) {
            after_cr_ = false;
            if (bytes.front() == '\n') {
                bytes.remove_prefix(1);
                continue;
            }
        }
        if (first_line_ && line_.empty() && bytes.front() != byte_order_mark.front())
            first_line_ = false;
        if (between_events())
            begin = bytes.data();
        if (take_whole(bytes)) {
            if (begin != nullptr)
                as_sent_ = {begin, bytes.data()};
            return true;
        }
        const std::size_t end = find_line_end(bytes);
        const std::string_view piece = bytes.substr(0, end);
        if (line_.size() + piece.size() > max_event_bytes) {
            overflowed_ = true;
            break;
        }
        if (end == std::string_view::npos) {
            append_within(line_, piece, max_event_bytes);
            bytes = {};
            break;
        }
        after_cr_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        bool ready = false;
        if (line_.empty()) {
            ready = end_line(piece);
        } else {
            line_ += piece;
            ready = end_line(line_);
            line_.clear();
        }
        if (ready) {
            if (begin != nullptr && !after_cr_)
                as_sent_ = {begin, bytes.data()};
            return true;
        }
    }
    return false;
}

bool sse_parser::between_events() const noexcept {
    const bool nothing_begun = delivered_ || (!has_data_ && name_.empty());
    return nothing_begun && line_.empty() && !after_cr_ && !first_line_ && !overflowed_;
}

// What nearly all events are: one line of data, an empty line, and both have come. Handed out as it
// stands in `bytes`; false leaves them to be read line by line.
bool sse_parser::take_whole(std::string_view& bytes) noexcept {
    constexpr std::string_view field = "data:";
    if (has_data_ || !line_.empty() || !bytes.starts_with(field))
        return false;
    const std::size_t end = find_line_end(bytes);
    if (end > max_event_bytes)
        return false;
    const std::string_view rest = bytes.substr(end);
    const std::size_t border = rest.starts_with("\n\n") ? 2 : rest.starts_with("\r\n\r\n") ? 4 : 0;
    if (border == 0)
        return false;
    event_ = bytes.substr(field.size(), end - field.size());
    if (event_.starts_with(' '))
        event_.remove_prefix(1);
    bytes.remove_prefix(end + border);
    first_line_ = false;
    return delivered_ = true;
}

bool sse_parser::end_line(std::string_view line) {
    if (first_line_)
        line = without_byte_order_mark(line);
    first_line_ = false;
    if (!line.empty()) {
        take_field(line);
        return false;
    }
    if (!has_data_) { // a name without data is no event
        name_.clear();
        return false;
    }
    event_ = data_;
    return delivered_ = true;
}

void sse_parser::take_field(std::string_view line) {
    constexpr std::string_view usual = "data:";
    const std::size_t colon = line.starts_with(usual) ? usual.size() - 1 : line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value;
    if (colon != std::string_view::npos)
        value = line.substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    if (field == "data") {
        if (data_.size() + value.size() + has_data_ > max_event_bytes) {
            overflowed_ = true;
            return;
        }
        if (has_data_)
            data_ += '\n';
        append_within(data_, value, max_event_bytes);
        has_data_ = true;
    } else if (field == "event") {
        name_ = value;
    }
    // An empty field is a comment. `id` and `retry` serve reconnecting, which no answer survives.
}

} // namespace preceptron::wire
