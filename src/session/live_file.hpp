// checkpoint/live.json: the counters of the process that runs, for other terminals. Read it only
// while its process lives.
#pragma once

#include "core/result.hpp"
#include "runner/progress.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace preceptron::session {

class live_file {
  public:
    explicit live_file(const std::filesystem::path& checkpoint);
    ~live_file(); // removes it: the run is over

    // Replaces the file, at most twice a second. It may be lost in a crash, and a disk that refuses
    // it is no reason to stop: errors are ignored.
    void show(const runner::progress_snapshot& p);

  private:
    std::filesystem::path path_, temporary_;
    double next_s_ = 0;
};

// The last snapshot (JSON, "preceptron.live/1" around a progress object) of a process that still
// lives on this host; nothing otherwise.
std::optional<std::string> read_live_progress(const std::filesystem::path& checkpoint);

} // namespace preceptron::session
