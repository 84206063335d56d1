#include "journal/refusal.hpp"

#include "core/folder.hpp"
#include "core/grouped.hpp"
#include "core/shell_word.hpp"
#include "journal/decoder.hpp"
#include "journal/descriptor.hpp"
#include "journal/frame.hpp"
#include "journal/outline.hpp"
#include "journal/reader.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

namespace preceptron::journal {

namespace {

namespace fs = std::filesystem;

struct rescued_segment {
    fs::path path;
    std::uint64_t size = 0;
    std::string first_line; // without newline
};

bool holds_a_call(const segment_contents& segment) {
    constexpr std::array<std::string_view, 4> of_calls{"start", "attempt", "result", "fail"};
    return std::ranges::any_of(
        of_calls, [&](std::string_view type) { return segment.records.contains(type); });
}

std::string first_line_of(const fs::path& file, std::uint64_t longest) {
    auto text = read_range(file, 0, longest);
    return text ? text->substr(0, text->find('\n')) : std::string();
}

// The number of the segment that begins like this; the first one where its head is damaged. Nothing
// where there is no record: then it is no journal, whatever its name.
std::optional<int> segment_of(std::string_view beginning) {
    const frame first = read_frame(beginning.substr(0, beginning.find('\n')));
    if (first.state == frame_state::whole) {
        const auto head = decode_head(first.body);
        return head ? std::max(1, head->segment) : 1;
    }
    const auto some = scan(beginning, [](const record_view&) {});
    return some.records > 0 ? std::optional(1) : std::nullopt;
}

// The largest of each segment, by its number.
std::map<int, rescued_segment> find_rescued(const fs::path& checkpoint) {
    constexpr std::uint64_t longest_head = std::uint64_t{1} << 20;
    std::map<int, rescued_segment> found;
    for (const fs::path& folder : {checkpoint, checkpoint.parent_path()}) {
        std::error_code unknown;
        for (const std::string& name : names_in(folder, unknown)) {
            if (!name.starts_with("rescued-"))
                continue;
            rescued_segment file{folder / name, fs::file_size(folder / name, unknown), {}};
            if (unknown || file.size == 0)
                continue;
            const auto beginning = read_range(file.path, 0, longest_head);
            const auto number = beginning ? segment_of(*beginning) : std::nullopt;
            if (!number)
                continue;
            file.first_line = beginning->substr(0, beginning->find('\n'));
            auto& largest = found[*number];
            if (file.size > largest.size)
                largest = std::move(file);
        }
    }
    return found;
}

// Records of calls, by their texts' hashes; of a file that cannot be read, those up to there.
using call_records = std::unordered_set<std::size_t>;

call_records calls_in(const fs::path& file) {
    constexpr std::array of_calls{record_type::start, record_type::attempt, record_type::result,
                                  record_type::fail};
    call_records found;
    (void)scan_file(file, [&](const record_view& record) {
        const auto read = read_outline(record.body);
        if (read && std::ranges::find(of_calls, read->type) != of_calls.end())
            found.insert(std::hash<std::string_view>()(record.body));
    });
    return found;
}

bool lacks_any(const call_records& some, const call_records& of) {
    return std::ranges::any_of(of, [&some](std::size_t hash) { return !some.contains(hash); });
}

struct standing_segment {
    bool put_back = false;   // a run would append where the rescued records are
    bool has_others = false; // it holds calls that the rescued file does not
};

standing_segment compare(const rescued_segment& rescued, const segment_contents& segment) {
    if (segment.scan.size >= rescued.size)
        return {true};
    // Of another run's beginning nothing is known: it may hold what was paid for since.
    if (holds_a_call(segment) &&
        first_line_of(segment.file.path, rescued.first_line.size() + 1) != rescued.first_line)
        return {true};
    // A repair makes it shorter than what was put back.
    const call_records saved = calls_in(rescued.path), there = calls_in(segment.file.path);
    return {!lacks_any(there, saved), lacks_any(saved, there)};
}

std::optional<failure> not_put_back(const journal_contents& contents, const fs::path& checkpoint) {
    std::string commands, others;
    for (const auto& [number, rescued] : find_rescued(checkpoint)) {
        const auto at = std::ranges::find(contents.segments, number,
                                          [](const auto& segment) { return segment.file.number; });
        standing_segment now;
        if (at != contents.segments.end())
            now = compare(rescued, *at);
        if (now.put_back)
            continue;
        const std::string name = (checkpoint / segment_name(number)).string();
        commands += (commands.empty() ? "mv " : " && mv ") + shell_word(rescued.path.string()) +
                    " " + shell_word(name);
        if (now.has_others)
            others += ". This replaces " + name + ", which holds records that " +
                      rescued.path.string() + " lacks: what they hold would be paid for again";
    }
    if (commands.empty())
        return {};
    return fail(errc::bad_journal, checkpoint.string() +
                                       ": the journal went missing during a run, and what was "
                                       "saved of it would be paid for again. Put it back with: " +
                                       commands + "; or remove what was saved, to do without it" +
                                       others);
}

failure too_damaged(const journal_contents& contents, const fs::path& checkpoint) {
    const auto lost = contents.damaged() + contents.missing();
    const std::string how = contents.missing() == 0   ? "damaged"
                            : contents.damaged() == 0 ? "missing"
                                                      : "damaged or missing";
    return fail(errc::bad_journal,
                checkpoint.string() + ": " + grouped(lost) + " of " +
                    grouped(lost + contents.records()) + " journal records are " + how +
                    ", too many to go on unasked. Look at the journal with 'preceptron verify', "
                    "and put back what is missing from a copy; with --repair what is damaged is "
                    "set aside, and what is lost is judged again");
}

} // namespace

std::optional<failure> refusal(const journal_contents& contents, const fs::path& checkpoint) {
    if (auto gone = not_put_back(contents, checkpoint))
        return gone;
    if (contents.too_damaged())
        return too_damaged(contents, checkpoint);
    return {};
}

} // namespace preceptron::journal
