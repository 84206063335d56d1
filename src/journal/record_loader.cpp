#include "journal/record_loader.hpp"

#include "journal/decoder.hpp"
#include "journal/frame.hpp"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace preceptron::journal {

record_loader::record_loader(std::filesystem::path checkpoint)
    : checkpoint_(std::move(checkpoint)) {}

result<std::string_view> record_loader::load_body(const location& where) {
    const int number = static_cast<int>(where.segment);
    const auto path = checkpoint_ / segment_name(number);
    descriptor& file = open_[number];
    if (!file)
        file = open_file(path, O_RDONLY);
    if (!file)
        return system_failure(errc::io, "read", path, errno);
    buffer_.resize(where.length);
    for (std::size_t got = 0; got < buffer_.size();) {
        const ssize_t n = ::pread(file.get(), buffer_.data() + got, buffer_.size() - got,
                                  static_cast<off_t>(where.offset + got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_failure(errc::io, "read", path, errno);
        if (n == 0)
            break;
        got += static_cast<std::size_t>(n);
    }
    const frame whole = read_frame(buffer_);
    if (whole.state != frame_state::whole)
        return fail(errc::bad_journal, path.string() + ": the record at byte " +
                                           std::to_string(where.offset) +
                                           " has changed since it was read");
    return whole.body;
}

result<result_record> record_loader::load_result(const location& where) {
    const auto body = load_body(where);
    return body ? decode_result(*body) : result<result_record>(body.error());
}

result<fail_record> record_loader::load_failure(const location& where) {
    const auto body = load_body(where);
    return body ? decode_fail(*body) : result<fail_record>(body.error());
}

} // namespace preceptron::journal
