// A segment that is not written to any more, kept open while the journal is: a file whose name is
// gone can be saved as long as somebody has it open.
#pragma once

#include "core/result.hpp"
#include "journal/descriptor.hpp"
#include "journal/name_check.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::journal {

// A segment that its name does not lead to any more, or that has lost bytes.
struct misplaced_segment {
    std::filesystem::path named;   // as it was opened
    std::filesystem::path present; // where it is now; empty: it has no name any more
    std::string wrong;             // a sentence without its stop
};

class kept_segment {
  public:
    // The first `size` bytes are those that must be there.
    kept_segment(descriptor file, std::filesystem::path path, name_check name, std::uint64_t size);

    // As name_check::look().
    std::optional<misplaced_segment> look();
    const std::filesystem::path& path() const noexcept { return path_; }
    int get() const noexcept { return file_.get(); }

  private:
    descriptor file_;
    std::filesystem::path path_;
    name_check name_;
    std::uint64_t size_;
};

// Those of `checkpoint` before `segment`, as far as they can be opened; of very many the newest, so
// that descriptors are left for calls.
std::vector<kept_segment> keep_earlier_segments(const std::filesystem::path& checkpoint,
                                                int segment);

} // namespace preceptron::journal
