#include "journal/recovery.hpp"

#include "core/grouped.hpp"
#include "journal/damage_text.hpp"
#include "journal/descriptor.hpp"
#include "journal/encoder.hpp"
#include "journal/refusal.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace preceptron::journal {

namespace {

namespace fs = std::filesystem;

result<void> append_head(const fs::path& path, const head_record& head) {
    std::string line;
    encode(head, line);
    return append_durably(path, line);
}

} // namespace

result<void> create_folder(const fs::path& folder) {
    std::error_code error;
    fs::path known = fs::absolute(folder);
    std::size_t new_names = 0;
    for (; !fs::exists(known, error) && known.has_relative_path(); ++new_names)
        known = known.parent_path();
    fs::create_directories(folder, error);
    if (error)
        return fail(errc::cannot_create,
                    "cannot create " + folder.string() + ": " + error.message());
    fs::path at = fs::absolute(folder);
    for (; new_names > 0; --new_names) {
        at = at.parent_path();
        if (auto synced = sync_folder(at); !synced)
            return synced;
    }
    return {};
}

fs::path dated_name(const fs::path& folder, std::string_view prefix, timestamp now) {
    std::string name = std::string(prefix) + "-";
    for (const char c : to_string(now))
        if (c != ':' && c != '-')
            name += c;
    fs::path path = folder / name;
    std::error_code error;
    for (int n = 2; fs::exists(path, error); ++n)
        path = folder / (name + "-" + std::to_string(n));
    return path;
}

result<fs::path> set_torn_tail_aside(const segment_contents& segment, timestamp now,
                                     file_access access) {
    const fs::path& path = segment.file.path;
    const auto& scan = segment.scan;
    auto bytes = read_range(path, scan.torn_offset, scan.size - scan.torn_offset);
    if (!bytes)
        return bytes.error();
    const fs::path aside = dated_name(path.parent_path(), "torn", now);
    if (auto kept = create_durably(aside, *bytes, access); !kept)
        return kept.error();
    const descriptor file = open_file(path, O_WRONLY);
    if (!file || ::ftruncate(file.get(), static_cast<off_t>(scan.torn_offset)) != 0 ||
        ::fsync(file.get()) != 0)
        return system_failure(errc::io, "truncate", path, errno);
    return aside;
}

result<opened_journal> open_journal(const fs::path& checkpoint, head_record head, timestamp now,
                                    open_options options, std::optional<folder_lock> given) {
    if (auto created = create_folder(checkpoint); !created)
        return created.error();
    auto lock = given ? result<folder_lock>(std::move(*given))
                      : folder_lock::acquire(checkpoint, options.access);
    if (!lock)
        return lock.error();
    auto contents = read_contents(checkpoint);
    if (!contents)
        return contents.error();
    if (auto refused = refusal(*contents, checkpoint))
        return std::move(*refused);

    opened_journal opened{std::move(*lock), std::move(*contents), {}, nullptr};
    head.host = host_name();
    head.pid = ::getpid();
    head.segment = 1;
    head.keys = opened.contents.results.keys();
    head.repeats_from.reset();
    if (opened.lock.warning())
        opened.notes.push_back(*opened.lock.warning());
    for (segment_contents& segment : opened.contents.segments) {
        if (!segment.scan.damaged.empty())
            opened.notes.push_back(damage_text(segment) + ": what was there is judged again");
        if (!segment.scan.has_torn_tail())
            continue;
        const auto aside = set_torn_tail_aside(segment, now, options.access);
        if (!aside)
            return aside.error();
        opened.notes.push_back(
            segment.file.path.string() + ": the last write was cut short; its " +
            counted(segment.scan.size - segment.scan.torn_offset, "byte was", "bytes were") +
            " set aside in " + aside->string());
        segment.scan.size = segment.scan.torn_offset;
    }
    if (opened.contents.segments.empty()) {
        std::string line;
        encode(head, line);
        if (auto made = create_durably(checkpoint / segment_name(1), line, options.access); !made)
            return made.error();
    } else if (const auto& last = opened.contents.segments.back(); last.scan.size == 0) {
        head.segment = last.file.number;
        if (auto begun = append_head(last.file.path, head); !begun)
            return begun.error();
    } else {
        head.segment = last.file.number;
    }
    auto out =
        writer::open({checkpoint, head.segment, head, opened.contents.last_seq, options.access},
                     std::move(options.calls));
    if (!out)
        return out.error();
    opened.out = std::move(*out);
    return opened;
}

} // namespace preceptron::journal
