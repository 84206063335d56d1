// checkpoint/live.json: the counters of the process that runs, for other terminals. Read it only
// while its process lives.
#pragma once

#include "async/loop_lag.hpp"
#include "journal/descriptor.hpp"
#include "runner/progress.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace preceptron::session {

class live_file {
  public:
    explicit live_file(const std::filesystem::path& checkpoint,
                       journal::file_access access = journal::file_access::by_umask);
    ~live_file(); // removes it: the run is over

    // Replaces the file, at most twice a second. It may be lost in a crash, and a disk that refuses
    // it is no reason to stop: errors are ignored. `lag`: of the event loop; null = not measured.
    void show(const runner::progress_snapshot& p, const async::loop_lag* lag = nullptr);

  private:
    std::filesystem::path path_;
    std::filesystem::path unfinished_; // made beforehand: at the end memory may be short
    journal::file_access access_;
    std::optional<std::int64_t> began_; // this process
    double next_s_ = 0;
};

struct live_run {
    std::int64_t pid = 0;
    std::string host;
    runner::progress_snapshot progress;
};

// What the folder's run has last shown, if its process still lives. One of another host cannot be
// asked; it counts as alive while the file is younger than half a minute. What is older than five
// seconds (a disk without room, a process that is stopped) says so in `progress.age_s`, and nothing
// of a rate or of what limits it.
std::optional<live_run> read_live_run(const std::filesystem::path& checkpoint);

} // namespace preceptron::session
