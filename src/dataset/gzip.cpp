#include "dataset/gzip.hpp"

#include "dataset/input_file.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace preceptron::dataset {

namespace {

class inflater {
  public:
    explicit inflater(std::string_view compressed) : rest_(compressed) {
        constexpr int gzip_only = 16;
        if (inflateInit2(&stream_, MAX_WBITS + gzip_only) != Z_OK)
            throw std::bad_alloc();
    }
    ~inflater() { inflateEnd(&stream_); }
    inflater(const inflater&) = delete;
    inflater& operator=(const inflater&) = delete;

    // One call of inflate() into the buffer's spare bytes.
    int step(byte_buffer& out) {
        // zlib counts in 32 bits, and its interface forgets that it does not write its input.
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        const auto in = static_cast<uInt>(std::min(rest_.size(), most));
        const auto room = static_cast<uInt>(std::min(out.capacity() - out.size(), most));
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
        stream_.avail_in = in;
        stream_.next_out = reinterpret_cast<Bytef*>(out.spare());
        stream_.avail_out = room;
        const int status = inflate(&stream_, Z_NO_FLUSH);
        rest_.remove_prefix(in - stream_.avail_in);
        out.add(room - stream_.avail_out);
        return status;
    }

    // After a member's end: false when only padding is left.
    bool next_member() {
        if (rest_.find_first_not_of('\0') == std::string_view::npos)
            return false;
        inflateReset(&stream_);
        return true;
    }

    std::size_t unread() const noexcept { return rest_.size(); }
    std::string reason() const { return stream_.msg ? stream_.msg : "it ends too early"; }

  private:
    z_stream stream_{};
    std::string_view rest_;
};

} // namespace

bool is_gzip(std::string_view bytes) noexcept {
    return bytes.starts_with("\x1F\x8B");
}

result<byte_buffer> gunzip(std::string_view compressed) {
    byte_buffer out;
    out.reserve(4 * compressed.size()); // text shrinks to about a quarter
    inflater source(compressed);
    for (;;) {
        if (out.size() == out.capacity())
            out.reserve(out.size() + out.size() / 2);
        const int status = source.step(out);
        if (status == Z_STREAM_END) {
            if (!source.next_member())
                break;
        } else if (status == Z_MEM_ERROR) {
            throw std::bad_alloc();
        } else if (status != Z_OK && !(status == Z_BUF_ERROR && out.size() == out.capacity())) {
            return fail(errc::bad_dataset, "the gzip data is damaged or cut near byte " +
                                               std::to_string(compressed.size() - source.unread()) +
                                               ": " + source.reason());
        }
    }
    out.shrink();
    return out;
}

result<byte_buffer> read_unpacked(const std::filesystem::path& path) {
    auto bytes = read_file(path);
    return bytes && is_gzip(bytes->view()) ? gunzip(bytes->view()) : std::move(bytes);
}

} // namespace preceptron::dataset
