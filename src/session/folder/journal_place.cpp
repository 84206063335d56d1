#include "session/folder/journal_place.hpp"

#include "journal/recovery.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace preceptron::session {

namespace {

namespace fs = std::filesystem;

using journal::misplaced_segment;

// Whether it went with its folder, and has its own name there.
bool moved_with_folder(const misplaced_segment& s) {
    std::error_code unknown;
    return !s.present.empty() && s.present.filename() == s.named.filename() &&
           !fs::exists(s.named.parent_path(), unknown);
}

// What the segment's own file is good for, where its name leads elsewhere.
std::string where_it_is(const misplaced_segment& segment) {
    if (segment.present.empty())
        return "; it was deleted, or replaced by a copy";
    if (moved_with_folder(segment)) // with more than the journal
        return "; its folder is " + segment.present.parent_path().string() +
               " now: put that back, and the same command goes on";
    std::error_code unknown;
    if (fs::equivalent(segment.named, segment.present, unknown) && !unknown)
        return "; put it back from a copy, if there is one ('preceptron verify' tells what is missing)";
    return "; it is " + segment.present.string() +
           " now: put it back, and the same command goes on";
}

// Whether both went with their folder.
bool moved_with(const misplaced_segment& s, const misplaced_segment& other) {
    return moved_with_folder(s) && moved_with_folder(other) &&
           s.present.parent_path() == other.present.parent_path();
}

// All that have moved with their folder are one.
std::vector<misplaced_segment> each_place_once(std::vector<misplaced_segment> all) {
    std::vector<misplaced_segment> places;
    for (misplaced_segment& s : all)
        if (std::ranges::none_of(places, [&s](const auto& other) { return moved_with(s, other); }))
            places.push_back(std::move(s));
    return places;
}

std::vector<misplaced_segment> look(journal::opened_journal& journal) {
    return each_place_once(journal.out->out_of_place());
}

std::optional<failure> lock_out_of_place(journal::opened_journal& journal) {
    if (const auto wrong = journal.lock.out_of_place())
        return fail(errc::io, *wrong + ", and so a second run could write to the same journal: "
                                       "the same command goes on");
    return {};
}

// Beside the place where it was, or as near to it as a file can be created.
result<fs::path> rescue(const journal::writer& out, const fs::path& named) {
    std::error_code unknown;
    fs::path folder = fs::absolute(named, unknown).parent_path();
    (void)journal::create_folder(folder); // it may have gone with all that was in it
    std::optional<failure> first;
    for (;; folder = folder.parent_path()) {
        fs::path aside = journal::dated_name(folder, "rescued", now_utc());
        const auto copied = out.copy_to(named, aside);
        if (copied.has_value())
            return aside;
        if (!first)
            first = copied.error();
        if (!folder.has_relative_path())
            return *first;
    }
}

std::string rescued_text(const journal::writer& out, const misplaced_segment& segment) {
    const auto aside = rescue(out, segment.named);
    if (aside.has_error())
        return segment.wrong + ", and what it held is lost: " + aside.error().message;
    return segment.wrong + where_it_is(segment) + ". What it held was saved in " + aside->string() +
           ": move that to " + segment.named.string() + ", and the same command goes on";
}

failure joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences)
        text += (text.empty() ? "" : ". ") + sentence;
    return fail(errc::io, text);
}

} // namespace

std::optional<failure> journal_out_of_place(journal::opened_journal& journal) {
    std::vector<std::string> sentences;
    for (const misplaced_segment& segment : look(journal))
        sentences.push_back(segment.wrong + where_it_is(segment));
    return sentences.empty() ? lock_out_of_place(journal) : joined(sentences);
}

std::optional<failure> journal_lost_at_the_end(journal::opened_journal& journal) {
    (void)look(journal);
    (void)lock_out_of_place(journal);
    std::vector<std::string> sentences;
    for (const misplaced_segment& segment : look(journal))
        sentences.push_back(segment.present.empty() ? rescued_text(*journal.out, segment)
                                                    : segment.wrong + where_it_is(segment));
    return sentences.empty() ? lock_out_of_place(journal) : joined(sentences);
}

} // namespace preceptron::session
