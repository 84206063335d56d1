// How many files and sockets the process may have open, and what follows for calls at a time.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::session {

// Raises the soft limit as far as the hard one allows. Returns how many descriptors are left for
// connections, beside what is open now and what a run opens for a moment (result files, names that
// are looked up); never less than 1.
std::size_t descriptors_for_connections();

// errc::io when there are too few descriptors for even one call at a time. Before the journal is
// opened: then nothing has happened yet.
result<void> enough_descriptors();

// `wanted` calls at a time of each account, lowered in proportion where all together are more than
// `available`, and never below 1.
std::vector<std::size_t> fit_to_descriptors(std::span<const std::size_t> wanted,
                                            std::size_t available);

} // namespace preceptron::session
