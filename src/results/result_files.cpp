#include "results/result_files.hpp"

#include "benchmark/result_fields.hpp"
#include "dataset/gzip.hpp"
#include "dataset/record_stream.hpp"
#include "journal/descriptor.hpp"
#include "results/answer_members.hpp"
#include "results/entry_record.hpp"
#include "results/file_name.hpp"

#include <optional>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace preceptron::results {

namespace {

// Appends what the entry's line gets; false when its first repeat has no result.
result<bool> append_answer(std::string& members, const entry& e, const published_judge& judge,
                           stored_answers& answers) {
    const auto* const first = answers.result_of(trial_of(judge.name, e, 0));
    if (!first)
        return false;
    // In the order in which they were stored, as far as one entry's repeats follow each other.
    auto record = answers.loader().load_text(first->where());
    if (!record)
        return record.error();
    std::string kept;
    if (judge.repeats > 1) { // the loader reads on
        kept = *record;
        record = std::string_view(kept);
    }
    std::vector<std::optional<double>> others;
    for (int repeat = 1; repeat < judge.repeats; ++repeat) {
        others.emplace_back();
        if (const auto* stored = answers.result_of(trial_of(judge.name, e, repeat))) {
            const auto score = answers.loader().load_score(stored->where());
            if (!score)
                return score.error();
            others.back() = *score;
        }
    }
    if (auto appended = append_answer_members(members, *record, others); !appended)
        return appended.error();
    return true;
}

// Of a file of ours each begins a line. 0 where it is no such file, or cannot be read. A look for
// newlines costs little beside the writing of as much.
std::uint64_t lines_of_entries(const std::filesystem::path& path) {
    const auto file = journal::open_file(path, O_RDONLY);
    std::string piece(std::size_t{256} << 10, '\0');
    std::uint64_t entries = 0;
    bool begins = true, behind_newline = true, first_has_no_line = false;
    for (ssize_t n = 0; file && (n = ::read(file.get(), piece.data(), piece.size())) > 0;) {
        const std::string_view text(piece.data(), static_cast<std::size_t>(n));
        if (begins && text[0] != '[' && text[0] != '{')
            return 0;
        first_has_no_line = first_has_no_line || (begins && text.starts_with("[{"));
        entries += behind_newline && text[0] == '{';
        for (std::size_t at = text.find('\n'); at < text.size() - 1; at = text.find('\n', at + 1))
            entries += text[at + 1] == '{';
        begins = false;
        behind_newline = text.back() == '\n';
    }
    return entries > 0 ? entries + first_has_no_line : 0; // else all may be in one line
}

// Another program's file is read as it stands. 0 where it cannot be read.
std::uint64_t entries_in(const std::filesystem::path& path) {
    std::error_code missing;
    if (!std::filesystem::is_regular_file(path, missing))
        return 0;
    if (const auto entries = lines_of_entries(path))
        return entries;
    const auto text = dataset::read_unpacked(path);
    if (!text)
        return 0;
    std::uint64_t entries = 0;
    dataset::record_stream records{dataset::text_window(text->view())};
    for (auto record = records.next(); record && *record; record = records.next())
        ++entries;
    return entries;
}

} // namespace

result<published_file> write_result_file(const std::filesystem::path& output_dir,
                                         const published_judge& judge, std::string_view task,
                                         std::span<const entry> dataset, stored_answers& answers,
                                         file_access access, const before_fewer& ask) {
    auto file = atomic_file::create(output_dir, result_file_name(judge.name, task), access);
    if (!file)
        return file.error();
    published_file published{file->path(), 0, 0, 0};
    std::string line, members;
    record_buffer buffer;
    for (const entry& e : dataset) {
        if (e.task != task || !e.grade) // who reads the file reads the grade as a number
            continue;
        for (int repeat = 0; judge.repeats > 1 && repeat < judge.repeats; ++repeat)
            published.scores += answers.result_of(trial_of(judge.name, e, repeat)) != nullptr;
        members.clear();
        const auto answered = append_answer(members, e, judge, answers);
        if (!answered)
            return answered.error();
        if (!*answered)
            continue;
        line = published.entries == 0 ? "[\n" : ",\n";
        append_extended(line, e.record.read(buffer), result_fields, members);
        if (auto written = file->write(line); !written)
            return written.error();
        ++published.entries;
        published.scores += judge.repeats <= 1;
    }
    if (auto written = file->write(published.entries == 0 ? "[]\n" : "\n]\n"); !written)
        return written.error();
    if (ask)
        if (const auto before = entries_in(file->path()); before > published.entries)
            if (auto allowed = ask(before); !allowed)
                return allowed.error();
    if (auto committed = file->commit(); !committed)
        return committed.error();
    published.bytes = file->bytes();
    return published;
}

} // namespace preceptron::results
