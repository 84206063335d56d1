// How other processes reach a run that lives: each puts a request into checkpoint/tune-ID.json,
// which the run takes at its next look, and has its answer in checkpoint/tuned-ID.json. Files,
// because a run may live on another machine of a cluster, and because whoever may write the folder
// may tune its run.
#pragma once

#include "journal/descriptor.hpp"
#include "session/tuning/tuning.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace preceptron::session {

struct tune_request {
    std::string id; // safe in a file's name
    result<tuning> what;
};

// The run's end.
class tune_mailbox {
  public:
    explicit tune_mailbox(std::filesystem::path checkpoint,
                          journal::file_access access = journal::file_access::by_umask);

    // Takes the requests that have come since the last look, those that parse_tuning() refuses
    // among them: their senders wait for an answer, too. Those left from before the run began are
    // not for it.
    std::vector<tune_request> take();

    // A disk that refuses is no reason to stop: errors are ignored.
    void answer(const std::string& id, const tuning_effect& effect);

  private:
    std::filesystem::path folder_;
    journal::file_access access_;
};

// The other end: puts a request down and waits for the answer. errc::no_such_input when none comes
// in time: no run lives there, or it is stuck.
result<tuning_effect> ask_to_tune(const std::filesystem::path& checkpoint, const tuning& t,
                                  std::chrono::milliseconds patience);

} // namespace preceptron::session
