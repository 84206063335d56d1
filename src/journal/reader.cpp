#include "journal/reader.hpp"

#include "journal/descriptor.hpp"
#include "journal/frame.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::journal {

namespace {

// What is read is looked at several times: it should still be in the core's own cache.
constexpr std::size_t piece_size = std::size_t{256} << 10;

class scanner {
  public:
    scanner(scan_report& report, const record_visitor& visit) : report_(report), visit_(visit) {}

    // Takes all whole lines off the front of `text`, which begins at `offset` of the segment and of
    // which the first `searched` bytes hold no newline. The number of bytes taken.
    std::size_t take_lines(std::string_view text, std::uint64_t offset, std::size_t searched) {
        std::size_t begin = 0;
        std::size_t from = searched;
        while (from < text.size()) {
            const void* found = std::memchr(text.data() + from, '\n', text.size() - from);
            if (!found)
                break;
            const auto end =
                static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
            take_line(text.substr(begin, end - begin), offset + begin);
            begin = from = end + 1;
        }
        return begin;
    }

  private:
    void take_line(std::string_view line, std::uint64_t offset) {
        const frame whole = read_frame(line);
        if (whole.state == frame_state::whole)
            return take_record(whole.body, line, offset, line.size() + 1);
        const std::string_view reason =
            whole.state == frame_state::wrong_checksum ? "wrong checksum" : "not a record";
        // Pieces from one frame start to the next; the last one ends with the newline.
        for (std::size_t begin = 0; begin <= line.size();) {
            const std::size_t end = std::min(line.find(frame_start, begin + 1), line.size());
            const bool last = end == line.size();
            const std::string_view piece = line.substr(begin, end - begin);
            const std::size_t length = piece.size() + last;
            const frame part = read_frame(piece);
            if (part.state == frame_state::whole)
                take_record(part.body, piece, offset + begin, length);
            else
                note_damage(report_.damaged, {offset + begin, length, reason});
            if (last)
                break;
            begin = end;
        }
    }

    void take_record(std::string_view body, std::string_view line, std::uint64_t offset,
                     std::uint64_t length) {
        ++report_.records;
        visit_({body, line, offset, length});
    }

    scan_report& report_;
    const record_visitor& visit_;
};

} // namespace

void note_damage(std::vector<damage>& list, const damage& found) {
    if (list.empty() || list.back().offset + list.back().length != found.offset) {
        list.push_back(found);
        return;
    }
    list.back().length += found.length;
    list.back().lines += found.lines;
}

scan_report scan(std::string_view text, const record_visitor& visit) {
    scan_report report;
    report.torn_offset = scanner(report, visit).take_lines(text, 0, 0);
    report.size = text.size();
    return report;
}

namespace {

bool is_pipe(int file) noexcept {
    struct stat status {};
    return ::fstat(file, &status) == 0 && S_ISFIFO(status.st_mode);
}

// A small journal needs no large buffer, which the kernel would have to clear.
std::size_t first_buffer(int file) noexcept {
    constexpr std::size_t least = std::size_t{64} << 10;
    struct stat status {};
    if (::fstat(file, &status) != 0)
        return piece_size;
    return std::clamp(static_cast<std::size_t>(status.st_size) + 1, least, piece_size);
}

} // namespace

result<scan_report> scan_file(const std::filesystem::path& path, const record_visitor& visit) {
    const descriptor file = open_file(path, O_RDONLY | O_NONBLOCK); // a pipe may have no writer
    if (!file)
        return system_failure(errno == ENOENT ? errc::no_such_input : errc::io, "read", path,
                              errno);
    if (is_pipe(file.get()))
        return fail(errc::io, "cannot read " + path.string() + ": it is a pipe, and no journal");
    ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    scan_report report;
    scanner lines(report, visit);
    std::string buffer(first_buffer(file.get()), '\0');
    std::size_t kept = 0; // bytes of an unfinished line at the front of the buffer
    for (;;) {
        if (kept > buffer.size() / 2)
            buffer.resize(2 * buffer.size());
        const ssize_t n = ::read(file.get(), buffer.data() + kept, buffer.size() - kept);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_failure(errc::io, "read", path, errno);
        if (n == 0)
            break;
        report.size += static_cast<std::uint64_t>(n);
        const std::string_view text(buffer.data(), kept + static_cast<std::size_t>(n));
        const std::size_t taken = lines.take_lines(text, report.torn_offset, kept);
        report.torn_offset += taken;
        kept = text.size() - taken;
        if (taken > 0)
            std::memmove(buffer.data(), buffer.data() + taken, kept);
    }
    return report;
}

} // namespace preceptron::journal
