#include "cli/output/output_file.hpp"

#include "cli/output/output_target.hpp"
#include "journal/descriptor.hpp"

#include <cerrno>
#include <streambuf>
#include <system_error>

#include <fcntl.h>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

using filler = std::function<result<void>(std::ostream&)>;

// A stream's bytes, handed on as they come; knows why the first of them was refused.
class taker : public std::streambuf {
  public:
    explicit taker(std::function<result<void>(std::string_view)> take) : take_(std::move(take)) {}

    result<void> filled_by(const filler& fill) {
        std::ostream out(this);
        result<void> done = fill(out);
        return outcome_ ? done : outcome_;
    }

  private:
    int_type overflow(int_type c) override {
        if (traits_type::eq_int_type(c, traits_type::eof()))
            return traits_type::not_eof(c);
        const char one = traits_type::to_char_type(c);
        return xsputn(&one, 1) == 1 ? c : traits_type::eof();
    }

    std::streamsize xsputn(const char* text, std::streamsize n) override {
        if (outcome_)
            outcome_ = take_({text, static_cast<std::size_t>(n)});
        return outcome_ ? n : 0;
    }

    std::function<result<void>(std::string_view)> take_;
    result<void> outcome_;
};

// A pipe or a device: only a file can be put in another's place.
result<void> write_stream(const fs::path& path, const filler& fill) {
    const auto stream = journal::open_file(path, O_WRONLY);
    if (!stream)
        return journal::system_failure(errc::io, "write", path, errno);
    taker to([&](std::string_view bytes) -> result<void> {
        if (const int error = journal::write_all(stream.get(), bytes); error != 0)
            return journal::system_failure(errc::io, "write", path, error);
        return {};
    });
    return to.filled_by(fill);
}

} // namespace

result<void> write_output(const fs::path& path, results::file_access access, const filler& fill) {
    std::error_code ec;
    if (fs::is_fifo(path, ec) || fs::is_character_file(path, ec))
        return write_stream(path, fill);
    if (fs::is_directory(path, ec))
        return journal::system_failure(errc::cannot_create, "create", path, EISDIR);
    const fs::path full = link_target(path);
    auto file = results::atomic_file::create(full.parent_path(), full.filename().string(), access);
    if (!file)
        return file.error();
    taker to([&](std::string_view bytes) { return file->write(bytes); });
    if (auto filled = to.filled_by(fill); !filled)
        return filled;
    return file->commit();
}

result<void> write_output(const fs::path& path, results::file_access access,
                          std::string_view text) {
    return write_output(path, access, [text](std::ostream& out) -> result<void> {
        out << text;
        return {};
    });
}

} // namespace preceptron::cli
