#include "config/text_file.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::config {

namespace {

class descriptor {
  public:
    explicit descriptor(const char* path) : fd_(::open(path, O_RDONLY | O_CLOEXEC)) {}
    ~descriptor() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    int get() const noexcept { return fd_; }

  private:
    int fd_;
};

void add_system_error(problem_list& problems, int error) {
    if (error == ENOENT || error == ENOTDIR)
        problems.add({}, "there is no such file", errc::no_such_input);
    else
        problems.add({}, std::string("cannot be read: ") + std::strerror(error), errc::io);
}

void unify_line_ends(std::string& text) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); ++from) {
        if (text[from] == '\r') {
            if (from + 1 < text.size() && text[from + 1] == '\n')
                continue;
            text[from] = '\n';
        }
        text[to++] = text[from];
    }
    text.resize(to);
}

} // namespace

std::optional<text_file> read_text_file(const std::filesystem::path& file, problem_list& problems) {
    const descriptor source(file.c_str());
    struct stat status {};
    if (source.get() < 0 || ::fstat(source.get(), &status) != 0) {
        add_system_error(problems, errno);
        return {};
    }
    text_file read;
    read.readable_by_others = (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
    // One byte more than is allowed: clean_text sees that there is too much. Not so much room at
    // once for what has a size: to fill a mebibyte with zeros was a tenth of a start.
    constexpr std::size_t most = largest_text_file + 1;
    const auto said = static_cast<std::size_t>(status.st_size);
    read.text.resize(said > 0 ? std::min(said + 1, most) : most);
    std::size_t size = 0;
    while (size < most) {
        if (size == read.text.size())
            read.text.resize(most); // it has grown meanwhile
        const ssize_t n = ::read(source.get(), read.text.data() + size, read.text.size() - size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            add_system_error(problems, errno);
            return {};
        }
        if (n == 0)
            break;
        size += static_cast<std::size_t>(n);
    }
    read.text.resize(size);
    return read;
}

bool clean_text(std::string& text, problem_list& problems) {
    if (text.size() > largest_text_file) {
        problems.add({}, "the file is larger than 1 MiB: it is no configuration");
        return false;
    }
    if (is_utf_16(text)) {
        problems.add({}, "the file is UTF-16: save it as UTF-8");
        return false;
    }
    if (text.starts_with(byte_order_mark))
        text.erase(0, byte_order_mark.size());
    unify_line_ends(text);
    if (const std::size_t at = find_invalid_utf8(text); at != std::string::npos) {
        problems.add(position_of(text, at), "this byte is not UTF-8: save the file as UTF-8");
        return false;
    }
    if (const std::size_t at = text.find('\0'); at != std::string::npos) {
        problems.add(position_of(text, at), "a NUL byte: this is no text file");
        return false;
    }
    return true;
}

} // namespace preceptron::config
