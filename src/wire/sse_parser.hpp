// The event stream format of server-sent events (WHATWG HTML, "Parsing an event stream"), read as
// bytes arrive. Lines may end in LF, CRLF or CR, in any mixture; no byte is
// searched for a line's end more than twice.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::wire {

class sse_parser {
  public:
    // Longest data of one event, and longest line. More is not an event but an attack.
    static constexpr std::size_t max_event_bytes = 8u << 20;

    // Takes from the front of `bytes` until they complete an event; false: they are used up. An
    // event whose empty line never comes is dropped, as the format demands.
    bool next(std::string_view& bytes);

    // Of the event that next() found, until it is called again. `name` is empty where the stream
    // gives none. `as_sent` is all of the event's bytes, its empty line included; empty where they
    // came in several pieces.
    std::string_view name() const noexcept { return name_; }
    std::string_view data() const noexcept { return event_; }
    std::string_view as_sent() const noexcept { return as_sent_; }

    // Whether what comes next begins an event, or stands between two: whoever knows how one is
    // sent may then take it from the front of the bytes without asking next().
    bool between_events() const noexcept;

    // True after an event or line grew past max_event_bytes: what follows is not read.
    bool overflowed() const noexcept { return overflowed_; }

  private:
    bool take_whole(std::string_view& bytes) noexcept;
    bool end_line(std::string_view line);
    void take_field(std::string_view line);

    std::string line_; // the line that earlier bytes began
    std::string name_;
    std::string data_;       // of the lines that came
    std::string_view event_; // the data of the event that is ready
    std::string_view as_sent_;
    bool has_data_ = false;
    bool delivered_ = false; // name_ and data_ belong to an event already handed out
    bool after_cr_ = false;  // an LF that comes next belongs to the CR before it
    bool first_line_ = true; // a byte order mark may stand here
    bool overflowed_ = false;
};

} // namespace preceptron::wire
