// Standard output as a stream, for results too many to hold: unbuffered, written in large pieces of
// whole lines. A terminal gets them without control characters, anything else the very bytes.
#pragma once

#include <ostream>
#include <streambuf>

namespace preceptron::cli {

class stdout_stream : public std::ostream {
  public:
    stdout_stream() : std::ostream(nullptr) { rdbuf(&to_); }

    // Why it failed, an errno; 0 while it has not. EPIPE: whoever read has gone.
    int error() const noexcept { return to_.error; }

  private:
    struct writer : std::streambuf {
        int_type overflow(int_type c) override;
        std::streamsize xsputn(const char* text, std::streamsize n) override;
        int error = 0;
    };
    writer to_;
};

} // namespace preceptron::cli
