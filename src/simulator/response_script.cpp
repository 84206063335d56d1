#include "simulator/response_script.hpp"

#include <charconv>

namespace preceptron::simulator {

namespace {

using ending = response_script::ending;

constexpr std::string_view stray_html =
    "<html><head><title>502 Bad Gateway</title></head><body>bad gateway</body></html>";

// Leaves half of the text in the stream.
void cut(event_stream& events) {
    events.ends.resize(events.opening + events.pieces / 2);
    events.bytes.resize(events.ends.empty() ? 0 : events.ends.back());
}

void append_event(event_stream& events, std::string_view event) {
    events.bytes += event;
    events.end_event();
}

void append_chunk(std::string& out, std::string_view text) {
    char size[17];
    const auto end = std::to_chars(size, size + sizeof size, text.size(), 16).ptr;
    out.append(size, end).append("\r\n").append(text).append("\r\n");
}

} // namespace

response_script script_stream(response_head head, event_stream events, const pace& timing,
                              std::optional<fault> fault, const std::string& error) {
    response_script script;
    script.first_after = timing.ttft;
    script.gap = timing.gap;
    script.end = head.keep_alive ? ending::keep : ending::close;
    if (fault)
        cut(events);
    if (fault == fault::error_event)
        append_event(events, error);
    if (fault == fault::garbage)
        append_event(events, std::string("data: ").append(stray_html).append("\n\n"));

    head.content_type = "text/event-stream; charset=utf-8";
    head.content_length.reset();
    script.bytes.reserve(1024 + events.bytes.size() + 8 * events.ends.size());
    append_head(script.bytes, head);
    std::size_t begin = 0;
    for (const std::size_t end : events.ends) {
        append_chunk(script.bytes, std::string_view(events.bytes).substr(begin, end - begin));
        script.writes.push_back(script.bytes.size());
        begin = end;
    }
    if (fault == fault::reset || fault == fault::stall) {
        script.end = fault == fault::reset ? ending::reset : ending::stall;
        return script;
    }
    script.bytes += "0\r\n\r\n";
    script.writes.back() = script.bytes.size();
    if (timing.single_write)
        script.writes = {script.bytes.size()};
    return script;
}

response_script script_body(response_head head, std::string body, std::chrono::milliseconds after,
                            std::optional<fault> fault, const std::string& error) {
    response_script script;
    script.first_after = after;
    script.end = head.keep_alive ? ending::keep : ending::close;
    if (fault == fault::error_event)
        body = error;
    if (fault == fault::garbage)
        body = stray_html;
    head.content_length = body.size();
    append_head(script.bytes, head);
    if (fault == fault::reset || fault == fault::truncate || fault == fault::stall) {
        script.end = fault == fault::reset   ? ending::reset
                     : fault == fault::stall ? ending::stall
                                             : ending::close;
        body.resize(body.size() / 2);
    }
    if (head.head_only)
        body.clear();
    script.bytes += body;
    script.writes = {script.bytes.size()};
    return script;
}

} // namespace preceptron::simulator
