#include "session/journal_place.hpp"

#include "journal/recovery.hpp"

#include <string>

namespace preceptron::session {

namespace {

namespace fs = std::filesystem;

// What the journal's own file is good for, where its name leads elsewhere.
std::string where_it_is(const journal::writer& out) {
    const fs::path named = out.named_path(), now = out.present_path();
    if (now.empty())
        return "; it was deleted, or replaced by a copy";
    std::error_code unknown;
    if (fs::equivalent(named, now, unknown) && !unknown)
        return "; put it back from a copy, if there is one ('preceptron verify' tells what is missing)";
    return "; it is " + now.string() + " now: put it back, and the same command goes on";
}

} // namespace

std::optional<failure> journal_out_of_place(journal::opened_journal& journal) {
    if (const auto wrong = journal.out->out_of_place())
        return fail(errc::io, *wrong + where_it_is(*journal.out));
    if (const auto wrong = journal.lock.out_of_place())
        return fail(errc::io, *wrong + ", and so a second run could write to the same journal: "
                                       "the same command goes on");
    return {};
}

std::optional<failure> journal_lost_at_the_end(journal::opened_journal& journal) {
    (void)journal_out_of_place(journal);
    auto wrong = journal_out_of_place(journal);
    if (!wrong || !journal.out->present_path().empty())
        return wrong;
    const fs::path named = journal.out->named_path();
    const fs::path aside = journal::dated_name(named.parent_path(), "rescued", now_utc());
    if (const auto copied = journal.out->copy_to(aside); copied.has_error())
        wrong->message += ", and what it held is lost: " + copied.error().message;
    else
        wrong->message += ". What it held was saved in " + aside.string() + ": move that to " +
                          named.string() + ", and the same command goes on";
    return wrong;
}

} // namespace preceptron::session
