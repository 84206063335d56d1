// The segment that records are appended to: its file, the whole records in it, and what may lie
// behind them: a fragment of a record, or space that was set aside.
//
// Sizes are bytes. Failures are errc::io. For one thread at a time; only get() may be synced by
// another meanwhile.
#pragma once

#include "core/result.hpp"
#include "journal/descriptor.hpp"
#include "journal/kept_segment.hpp"
#include "journal/name_check.hpp"
#include "journal/reserved_space.hpp"
#include "journal/system_calls.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace preceptron::journal {

class growing_segment {
  public:
    // `file` was opened to append, holds `size` bytes of whole records, and has the name `path`.
    // `calls` outlive it.
    growing_segment(const system_calls& calls, descriptor file, std::filesystem::path path,
                    std::uint64_t size);

    // A new file with `content`, synced; its name is not.
    static result<descriptor> create(const system_calls& calls, const std::filesystem::path& path,
                                     int flags, file_access access, std::string_view content);

    // All of `text`. After a failure the file ends with a whole record as before, or has a
    // fragment, behind which nothing is written before it is dropped.
    result<void> append(std::string_view text);
    // Where there is one.
    result<void> drop_fragment();
    // Cuts off what lies behind the whole records, if it can: the fragment, or reserved space.
    void cut_behind();
    result<void> reserve(std::uint64_t bytes);

    // As name_check::look(); the first `size` bytes must be there.
    std::optional<misplaced_segment> look(std::uint64_t size);
    // Written to no more: the first `size` bytes must be there from now on.
    kept_segment keep(std::uint64_t size) &&;

    const std::filesystem::path& path() const noexcept { return path_; }
    std::uint64_t size() const noexcept { return size_; }
    int get() const noexcept { return file_.get(); }

  private:
    // Whether the file is as it was left here: another may have written to it where locks do not
    // hold, or bytes that the system took may be gone. Then nothing is cut off, nor filled up.
    bool is_as_left() const noexcept;

    const system_calls* calls_;
    std::filesystem::path path_;
    descriptor file_;
    name_check name_;
    std::uint64_t size_;               // of the whole records
    reserved_space room_;              // behind them
    std::uint64_t fragment_bytes_ = 0; // behind the last whole record
};

} // namespace preceptron::journal
