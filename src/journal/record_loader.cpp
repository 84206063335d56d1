#include "journal/record_loader.hpp"

#include "journal/decoder.hpp"
#include "journal/frame.hpp"
#include "journal/outline.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::journal {

record_loader::record_loader(std::filesystem::path checkpoint)
    : checkpoint_(std::move(checkpoint)) {}

result<std::string_view> record_loader::load_text(const location& where) {
    if (window_.holds(where))
        ++window_.hits;
    else if (auto read = read_window(where); !read)
        return read.error();
    last_end_ = where.offset + where.length;
    std::string_view line; // none, where the segment has become shorter
    if (window_.holds(where))
        line = std::string_view(window_.bytes).substr(where.offset - window_.offset, where.length);
    const frame whole = read_frame(line);
    if (whole.state != frame_state::whole)
        return fail(errc::bad_journal, path_of(where).string() + ": the record at byte " +
                                           std::to_string(where.offset) +
                                           " has changed since it was read");
    return whole.body;
}

std::filesystem::path record_loader::path_of(const location& where) const {
    return checkpoint_ / segment_name(static_cast<int>(where.segment));
}

failure record_loader::unreadable(const location& where, int error) const {
    return system_failure(errc::io, "read", path_of(where), error);
}

result<void> record_loader::read_window(const location& where) {
    open_segment& from = open_[static_cast<int>(where.segment)];
    if (!from.file) {
        const auto path = path_of(where); // lives on, so that letting go of it leaves errno alone
        from.file = open_file(path, O_RDONLY);
        if (!from.file)
            return unreadable(where, errno);
    }
    if (copy_record(from, where))
        return {};
    // Entries are judged in nearly the order in which they are asked for, calls in flight overtake
    // each other, and so a read serves many, some of them before this one. Where it served none and
    // this one is not close behind, records are asked for in another order.
    constexpr std::size_t usual = 128 << 10, before = 32 << 10, close = 16 << 10, least = 4 << 10;
    const bool follows = where.segment == window_.segment && where.offset >= last_end_ &&
                         where.offset - last_end_ < close;
    const bool in_order = window_.hits > 0 || follows;
    const std::uint64_t begin =
        in_order ? where.offset - std::min<std::uint64_t>(where.offset, before) : where.offset;
    const std::size_t needed = static_cast<std::size_t>(where.offset - begin) + where.length;
    window_ = {where.segment, begin, std::move(window_.bytes), 0};
    window_.bytes.resize(std::max(in_order ? usual : least, needed));
    std::size_t got = 0;
    while (got < needed) {
        const ssize_t n = ::pread(from.file.get(), window_.bytes.data() + got,
                                  window_.bytes.size() - got, static_cast<off_t>(begin + got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            const int error = errno;
            window_.bytes.clear();
            return unreadable(where, error);
        }
        if (n == 0)
            break;
        got += static_cast<std::size_t>(n);
    }
    window_.bytes.resize(got);
    return {};
}

bool record_loader::copy_record(open_segment& from, const location& where) {
    const std::uint64_t end = where.offset + where.length;
    if (end > from.size) {
        struct stat now {};
        if (::fstat(from.file.get(), &now) != 0)
            return false;
        from.size = std::max(end, static_cast<std::uint64_t>(now.st_size));
        from.mapped = mapped_file(from.file.get(), static_cast<std::uint64_t>(now.st_size));
    }
    if (end > from.mapped.size())
        return false;
    window_ = {where.segment, where.offset, std::move(window_.bytes), 0};
    window_.bytes.resize(where.length);
    return from.mapped.copy(where.offset, window_.bytes);
}

bool record_loader::window::holds(const location& where) const noexcept {
    return where.segment == segment && where.offset >= offset &&
           where.offset + where.length <= offset + bytes.size();
}

result<result_record> record_loader::load_result(const location& where) {
    const auto body = load_text(where);
    return body ? decode_result_without_raw(*body) : result<result_record>(body.error());
}

result<double> record_loader::load_score(const location& where) {
    const auto body = load_text(where);
    if (!body)
        return body.error();
    const auto o = read_outline(*body);
    if (!o || o->type != record_type::result || !o->score)
        return fail(errc::bad_journal, "expected a result record with a score");
    return *o->score;
}

result<fail_record> record_loader::load_failure(const location& where) {
    const auto body = load_text(where);
    return body ? decode_fail(*body) : result<fail_record>(body.error());
}

} // namespace preceptron::journal
