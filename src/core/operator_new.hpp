// The program's own operator new and delete.
#pragma once

namespace preceptron {

// The thread that calls it, the only one that ever does, keeps what it frees at hand from now on
// (core/block_cache). Others have no destructor to give theirs back, which a thread could not
// register where memory is short: it would abort.
void keep_blocks_at_hand() noexcept;

} // namespace preceptron
