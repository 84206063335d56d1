// How another process reaches a run that lives: a request in checkpoint/tune.json, taken by the run
// at its next look, and its answer in checkpoint/tuned.json. Files, because a run may live on
// another machine of a cluster, and because whoever may write the folder may tune its run.
#pragma once

#include "journal/descriptor.hpp"
#include "session/tuning.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace preceptron::session {

// The run's end.
class tune_mailbox {
  public:
    explicit tune_mailbox(std::filesystem::path checkpoint,
                          journal::file_access access = journal::file_access::by_umask);

    // Takes the request that has come since the last look; nothing when there is none. One left
    // from before the run began is not for it.
    std::optional<tuning> take();

    // To the request taken last. A disk that refuses is no reason to stop: errors are ignored.
    void answer(const tuning_effect& effect);

  private:
    std::filesystem::path folder_;
    journal::file_access access_;
    std::string id_;
};

// The other end: puts a request down and waits for the answer. errc::no_such_input when none comes
// in time: no run lives there, or it is stuck.
result<tuning_effect> ask_to_tune(const std::filesystem::path& checkpoint, const tuning& t,
                                  std::chrono::milliseconds patience);

} // namespace preceptron::session
