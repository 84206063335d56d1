// Fetches single records by their location.
#pragma once

#include "core/mapped_file.hpp"
#include "core/result.hpp"
#include "journal/descriptor.hpp"
#include "journal/record.hpp"
#include "journal/segment.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace preceptron::journal {

// Keeps the segments open; for one thread. The checksum is looked at again, so a record that was
// damaged since the scan is errc::bad_journal, never a wrong value.
class record_loader {
  public:
    explicit record_loader(std::filesystem::path checkpoint);

    // Without its `raw`, which is long and which nobody who reads results needs.
    result<result_record> load_result(const location& where);
    // Its JSON as it stands, whatever its type. Valid until the next call.
    result<std::string_view> load_text(const location& where);
    // Of a result; a fraction of the work.
    result<double> load_score(const location& where);
    result<fail_record> load_failure(const location& where);

  private:
    // The part of a segment that was read last.
    struct window {
        std::uint64_t segment = 0;
        std::uint64_t offset = 0;
        std::string bytes;
        std::size_t hits = 0; // records it served beside the one it was read for
        bool holds(const location& where) const noexcept;
    };
    struct open_segment {
        descriptor file;
        mapped_file mapped;
        std::uint64_t size = 0; // when it was mapped, or could not be
    };
    std::filesystem::path path_of(const location& where) const;
    failure unreadable(const location& where, int error) const; // an errno value
    result<void> read_window(const location& where);
    // Whether the window is the record now, without a call of the system.
    bool copy_record(open_segment& from, const location& where);

    std::filesystem::path checkpoint_;
    std::map<int, open_segment> open_;
    window window_;
    std::uint64_t last_end_ = 0; // of the record that was asked for last
};

} // namespace preceptron::journal
