// Shares a range of independent pieces of work among threads.
#pragma once

#include <cstddef>
#include <functional>

namespace preceptron::agreement {

// Calls `work(begin, end)` on ranges that cover [0, items) once, and returns when all are done. With
// `threads` <= 1 everything runs in the caller. `work` must not throw and must write only to places
// of its own range, so that the result is the same for any number of threads.
void split_work(std::size_t items, unsigned threads,
                const std::function<void(std::size_t begin, std::size_t end)>& work);

} // namespace preceptron::agreement
