#include "dataset/input_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::dataset {

namespace {

struct descriptor {
    int number;
    ~descriptor() { ::close(number); }
};

failure refused(const std::filesystem::path& path, const char* what) {
    const int error = errno;
    return fail(error == ENOENT || error == ENOTDIR ? errc::no_such_input : errc::io,
                std::string(what) + " " + path.string() + ": " +
                    std::generic_category().message(error));
}

} // namespace

result<byte_buffer> read_file(const std::filesystem::path& path) {
    const descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number < 0)
        return refused(path, "cannot open");
    struct stat status {};
    if (::fstat(file.number, &status) != 0)
        return refused(path, "cannot read");
    byte_buffer bytes;
    // One byte more than the size, so that the end is met without growing.
    bytes.reserve(static_cast<std::size_t>(status.st_size) + 1);
    for (;;) {
        if (bytes.size() == bytes.capacity())
            bytes.reserve(2 * bytes.capacity() + 65536);
        const ssize_t n = ::read(file.number, bytes.spare(), bytes.capacity() - bytes.size());
        if (n == 0)
            break;
        if (n > 0)
            bytes.add(static_cast<std::size_t>(n));
        else if (errno != EINTR)
            return refused(path, "cannot read");
    }
    bytes.shrink();
    return bytes;
}

} // namespace preceptron::dataset
