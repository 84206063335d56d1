// Whether the journal that a run writes to is still the one in its output folder. What is paid for
// is of no use where nobody finds it.
#pragma once

#include "core/result.hpp"
#include "journal/recovery.hpp"

#include <optional>

namespace preceptron::session {

// One look at the journal's segments and the lock, as journal::name_check::look(). errc::io with
// what is wrong, where each segment is now, and what to do; nothing while all is well.
std::optional<failure> journal_out_of_place(journal::opened_journal& journal);

// At the end of a run, when nothing is written any more: two looks. A segment that has no name left
// is copied beside the place where it was, or as near to that as possible, and the failure says
// where to.
std::optional<failure> journal_lost_at_the_end(journal::opened_journal& journal);

} // namespace preceptron::session
