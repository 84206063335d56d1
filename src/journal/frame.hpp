// The line around a record: {"c":"<CRC-32C of r, 8 hex digits>","r":{…}} and a newline.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace preceptron::journal {

// A record cannot hold these bytes inside one of its strings (quotes are escaped there), so they
// mark where reading can resume within a damaged line.
inline constexpr std::string_view frame_start = "{\"c\":\"";

// Clears `line` and begins a frame; the body is then appended to it; close_frame completes it.
void open_frame(std::string& line);
void close_frame(std::string& line);

enum class frame_state { whole, no_frame, wrong_checksum };

struct frame {
    frame_state state = frame_state::no_frame;
    std::string_view body; // of a whole frame: `r`, braces included
};

// `line` is one line without its newline.
frame read_frame(std::string_view line) noexcept;

} // namespace preceptron::journal
