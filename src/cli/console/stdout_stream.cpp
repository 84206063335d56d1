#include "cli/console/stdout_stream.hpp"

#include "cli/console/console.hpp"
#include "core/printable.hpp"

#include <cerrno>
#include <string>
#include <string_view>

#include <unistd.h>

namespace preceptron::cli {

namespace {

// What judges and datasets say may hold what steers one.
std::string for_a_terminal(std::string_view text) {
    std::string lines(text);
    std::erase(lines, '\r');
    return printable_lines(lines);
}

} // namespace

stdout_stream::writer::int_type stdout_stream::writer::overflow(int_type c) {
    if (traits_type::eq_int_type(c, traits_type::eof()))
        return traits_type::not_eof(c);
    const char one = traits_type::to_char_type(c);
    return xsputn(&one, 1) == 1 ? c : traits_type::eof();
}

std::streamsize stdout_stream::writer::xsputn(const char* text, std::streamsize n) {
    const std::string_view piece(text, static_cast<std::size_t>(n));
    if (write_stdout(::isatty(STDOUT_FILENO) == 1 ? for_a_terminal(piece) : std::string(piece)))
        return n;
    error = errno;
    return 0;
}

} // namespace preceptron::cli
