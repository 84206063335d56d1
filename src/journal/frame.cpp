#include "journal/frame.hpp"

#include "core/crc32c.hpp"

#include <cstring>

namespace preceptron::journal {

namespace {

constexpr std::string_view between = "\",\"r\":";
constexpr std::size_t digits = 8;
constexpr std::size_t body_at = frame_start.size() + digits + between.size();

void put_hex(char* out, std::uint32_t value) {
    for (std::size_t i = digits; i-- > 0; value >>= 4)
        out[i] = "0123456789abcdef"[value & 15];
}

// Of a length that is known to the compiler: it then takes an instruction or two, and no call.
bool stands_at(const char* at, std::string_view text) noexcept {
    return std::memcmp(at, text.data(), text.size()) == 0;
}

} // namespace

void open_frame(std::string& line) {
    line.assign(frame_start);
    line.append(digits, '0');
    line += between;
}

void close_frame(std::string& line) {
    put_hex(line.data() + frame_start.size(), crc32c(std::string_view(line).substr(body_at)));
    line += "}\n";
}

frame read_frame(std::string_view line) noexcept {
    if (line.size() < body_at + 3 || !stands_at(line.data(), frame_start) ||
        !stands_at(line.data() + frame_start.size() + digits, between) || line[body_at] != '{' ||
        line[line.size() - 2] != '}' || line.back() != '}')
        return {};
    const std::string_view body = line.substr(body_at, line.size() - body_at - 1);
    char expected[digits];
    put_hex(expected, crc32c(body));
    // Compared as text: an upper-case digit is a flipped bit.
    if (!stands_at(line.data() + frame_start.size(), {expected, digits}))
        return {frame_state::wrong_checksum, {}};
    return {frame_state::whole, body};
}

} // namespace preceptron::journal
