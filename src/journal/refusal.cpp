#include "journal/refusal.hpp"

#include "core/folder.hpp"
#include "core/grouped.hpp"
#include "core/shell_word.hpp"
#include "journal/decoder.hpp"
#include "journal/descriptor.hpp"
#include "journal/frame.hpp"

#include <algorithm>
#include <array>
#include <map>

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

// The number of the segment whose first line that is; the first one where that does not tell.
int segment_of(std::string_view first_line) {
    const frame head = read_frame(first_line);
    if (head.state != frame_state::whole)
        return 1;
    const auto read = decode_head(head.body);
    return read ? std::max(1, read->segment) : 1;
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
            file.first_line = first_line_of(file.path, longest_head);
            auto& largest = found[segment_of(file.first_line)];
            if (file.size > largest.size)
                largest = std::move(file);
        }
    }
    return found;
}

// Whether a run would append where the rescued records are not.
bool was_put_back(const rescued_segment& rescued, int number, const journal_contents& contents) {
    for (const segment_contents& segment : contents.segments)
        if (segment.file.number == number) {
            if (!holds_a_call(segment))
                return segment.scan.size >= rescued.size;
            // Of another run's beginning nothing is known: it may hold what was paid for since.
            return segment.scan.size >= rescued.size ||
                   first_line_of(segment.file.path, rescued.first_line.size() + 1) !=
                       rescued.first_line;
        }
    return false;
}

std::optional<failure> not_put_back(const journal_contents& contents, const fs::path& checkpoint) {
    std::string commands;
    for (const auto& [number, rescued] : find_rescued(checkpoint)) {
        if (was_put_back(rescued, number, contents))
            continue;
        commands += (commands.empty() ? "mv " : " && mv ") + shell_word(rescued.path.string()) +
                    " " + shell_word((checkpoint / segment_name(number)).string());
    }
    if (commands.empty())
        return {};
    return fail(errc::bad_journal, checkpoint.string() +
                                       ": the journal went missing during a run, and what was "
                                       "saved of it would be paid for again. Put it back with: " +
                                       commands + "; or remove what was saved, to do without it");
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
