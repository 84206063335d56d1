// How many calls at a time an account may be given: by its configuration, and by who tunes a run.
#pragma once

namespace preceptron {

inline constexpr int most_threads = 10'000;

} // namespace preceptron
