#include "dataset/input_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::dataset {

namespace {

failure refused(const std::filesystem::path& path, const char* what) {
    const int error = errno;
    return fail(error == ENOENT || error == ENOTDIR ? errc::no_such_input : errc::io,
                std::string(what) + " " + path.string() + ": " +
                    std::generic_category().message(error));
}

// Fills `to` by calls of read_some(to, done so far) that interrupts and short reads may cut.
template<class Read>
result<std::size_t> fill(const std::filesystem::path& path, std::span<char> to, Read read_some) {
    std::size_t done = 0;
    while (done < to.size()) {
        const ssize_t n = read_some(to.subspan(done), done);
        if (n == 0)
            break;
        if (n > 0)
            done += static_cast<std::size_t>(n);
        else if (errno != EINTR)
            return refused(path, "cannot read");
    }
    return done;
}

} // namespace

result<input_file> input_file::open(const std::filesystem::path& path) {
    input_file file(path, ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.descriptor_ < 0)
        return refused(path, "cannot open");
    struct stat status {};
    if (::fstat(file.descriptor_, &status) != 0)
        return refused(path, "cannot read");
    file.regular_ = S_ISREG(status.st_mode);
    file.size_ = static_cast<std::uint64_t>(status.st_size);
    return file;
}

input_file::input_file(input_file&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_), regular_(other.regular_), mapped_(std::move(other.mapped_)) {}

input_file::~input_file() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

result<std::size_t> input_file::read(std::span<char> to) {
    return fill(path_, to, [this](std::span<char> rest, std::size_t) {
        return ::read(descriptor_, rest.data(), rest.size());
    });
}

result<std::size_t> input_file::read_at(std::uint64_t offset, std::span<char> to) const {
    if (mapped_.copy(offset, to))
        return to.size();
    return fill(path_, to, [&](std::span<char> rest, std::size_t done) {
        return ::pread(descriptor_, rest.data(), rest.size(), static_cast<off_t>(offset + done));
    });
}

result<byte_buffer> read_rest(input_file& file) {
    byte_buffer bytes;
    // One byte more than the size, so that the end is met without growing.
    bytes.reserve(static_cast<std::size_t>(file.size()) + 1);
    for (;;) {
        const auto n = file.read({bytes.spare(), bytes.capacity() - bytes.size()});
        if (!n)
            return n.error();
        bytes.add(*n);
        if (bytes.size() < bytes.capacity())
            break;
        bytes.reserve(2 * bytes.capacity() + 65536);
    }
    bytes.shrink();
    return bytes;
}

result<byte_buffer> read_file(const std::filesystem::path& path) {
    auto file = input_file::open(path);
    if (!file)
        return file.error();
    return read_rest(*file);
}

} // namespace preceptron::dataset
