#include "cli/stdout_stream.hpp"

#include "cli/console.hpp"

#include <cerrno>

namespace preceptron::cli {

stdout_stream::writer::int_type stdout_stream::writer::overflow(int_type c) {
    if (traits_type::eq_int_type(c, traits_type::eof()))
        return traits_type::not_eof(c);
    const char one = traits_type::to_char_type(c);
    return xsputn(&one, 1) == 1 ? c : traits_type::eof();
}

std::streamsize stdout_stream::writer::xsputn(const char* text, std::streamsize n) {
    if (write_stdout({text, static_cast<std::size_t>(n)}))
        return n;
    error = errno;
    return 0;
}

} // namespace preceptron::cli
