// Publishes cells while the run goes on: on a thread of its own, since reading the journal and
// writing files would hold up the event loop.
#pragma once

#include "async/blocking_worker.hpp"
#include "session/publishing/publish.hpp"

#include <mutex>
#include <vector>

namespace preceptron::session {

class cell_publisher {
  public:
    // `target` outlives it.
    explicit cell_publisher(const publication& target)
        : target_(target), worker_([this] { work(); }) {}

    // The cell is complete: its file is written soon.
    void complete(cell_name cell);

    // Blocks until nothing is left to write. What was written; it is the cells' last state. The
    // failures, doubtful calls and unwritten files are those of the last publication.
    published finish();

  private:
    void work();

    const publication& target_;
    std::mutex mutex_;
    std::vector<cell_name> waiting_; // guarded
    published done_;                // the worker's until finish()
    async::blocking_worker worker_; // last: it uses all of the above
};

} // namespace preceptron::session
