#include "session/session_end.hpp"

#include "core/grouped.hpp"
#include "session/folder/journal_place.hpp"

#include <utility>

namespace preceptron::session {

void tell_of_accounts(session_end& end, const lane_set& lanes) {
    for (const auto& [name, lane] : lanes) {
        if (lane->stopped())
            (lane->given_up() ? end.given_up : end.stopped)
                .push_back("account '" + name + "': " + *lane->stopped());
        end.handshakes.full += lane->pool.handshakes().full;
        end.handshakes.resumed += lane->pool.handshakes().resumed;
    }
}

void tell_of_judges(session_end& end, std::span<const runner::tested_judge> judges) {
    for (const runner::tested_judge& judge : judges)
        if (judge.stopped)
            (judge.given_up ? end.given_up : end.stopped)
                .push_back("judge '" + judge.spec.name + "': " + *judge.stopped);
}

void tell_of_journal(session_end& end, const runner::run_journal& written,
                     const std::optional<failure>& broken, journal::opened_journal& opened) {
    end.problem = written.problem();
    if (end.problem && written.held() > 0)
        end.problem->message =
            counted(written.held(), "record", "records") +
            " of calls that were made could not be written and are lost: " + end.problem->message;
    if (!end.problem)
        end.problem = broken;
    if (auto lost = journal_lost_at_the_end(opened)) {
        end.misplaced = true;
        if (written.held() == 0)
            end.problem = std::move(lost);
    }
}

} // namespace preceptron::session
