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

    // Calls on_event(event_name, data) for every event that `bytes` complete. The name is empty
    // where the stream gives none. The views live until on_event returns. An event whose empty
    // line never comes is dropped, as the format demands.
    template<class OnEvent>
    void feed(std::string_view bytes, OnEvent&& on_event) {
        while (next(bytes))
            on_event(std::string_view(name_), event_);
    }

    // True after an event or line grew past max_event_bytes: what follows is not read.
    bool overflowed() const noexcept { return overflowed_; }

  private:
    bool next(std::string_view& bytes); // takes from the front; true: an event is ready
    bool take_whole(std::string_view& bytes) noexcept;
    bool end_line(std::string_view line);
    void take_field(std::string_view line);

    std::string line_; // the line that earlier bytes began
    std::string name_;
    std::string data_;       // of the lines that came
    std::string_view event_; // the data of the event that is ready
    bool has_data_ = false;
    bool delivered_ = false; // name_ and data_ belong to an event already handed out
    bool after_cr_ = false;  // an LF that comes next belongs to the CR before it
    bool first_line_ = true; // a byte order mark may stand here
    bool overflowed_ = false;
};

} // namespace preceptron::wire
