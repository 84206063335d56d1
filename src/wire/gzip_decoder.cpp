#include "wire/gzip_decoder.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

namespace preceptron::wire {

struct gzip_decoder::state {
    z_stream stream{};
    bool output_pending = false; // the last piece was full, so more may be waiting
    bool between_members = false;
    bool padded = false; // zeros behind a member: nothing else may follow
    std::array<Bytef, 16 << 10> buffer;
};

gzip_decoder::gzip_decoder() : state_(std::make_unique<state>()) {
    constexpr int largest_window_any_wrapping = MAX_WBITS + 32;
    if (inflateInit2(&state_->stream, largest_window_any_wrapping) != Z_OK)
        throw std::bad_alloc();
}

gzip_decoder::~gzip_decoder() {
    inflateEnd(&state_->stream);
}

void gzip_decoder::skip_padding(std::string_view& bytes) {
    if (!state_->between_members || bytes.empty())
        return;
    const std::size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
    state_->padded = state_->padded || zeros > 0;
    bytes.remove_prefix(zeros);
    if (bytes.empty())
        return;
    state_->between_members = false;
    damaged_ = state_->padded;
}

bool gzip_decoder::next(std::string_view& bytes, std::string_view& piece) {
    z_stream& z = state_->stream;
    for (;;) {
        skip_padding(bytes);
        if (damaged_ || (bytes.empty() && !state_->output_pending))
            return false;
        const std::size_t taken =
            std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
        // zlib's input is not const for historical reasons; it does not write there.
        z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        z.avail_in = static_cast<uInt>(taken);
        z.next_out = state_->buffer.data();
        z.avail_out = static_cast<uInt>(state_->buffer.size());
        const int outcome = inflate(&z, Z_SYNC_FLUSH);
        bytes.remove_prefix(taken - z.avail_in);
        piece = {reinterpret_cast<const char*>(state_->buffer.data()),
                 state_->buffer.size() - z.avail_out};
        state_->output_pending = z.avail_out == 0 && outcome == Z_OK;
        if (outcome == Z_STREAM_END) { // another member may follow, or padding
            inflateReset(&z);
            state_->between_members = true;
        } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
            damaged_ = true;
        }
        if (!piece.empty())
            return true;
        if (outcome == Z_BUF_ERROR)
            return false;
    }
}

} // namespace preceptron::wire
