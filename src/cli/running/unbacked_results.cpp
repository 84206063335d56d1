#include "cli/running/unbacked_results.hpp"

#include "cli/running/run_refusal.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "results/folder_layout.hpp"
#include "session/planning/adopt.hpp"
#include "session/publishing/foreign_files.hpp"
#include "session/publishing/publish.hpp"
#include "session/publishing/settled_files.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace preceptron::cli {

namespace {

constexpr std::string_view nothing_to_adopt = "--adopt: no result file of another program is there";

using session::unbacked_file;

std::vector<unbacked_file> files_to_adopt(const session::run_inputs& inputs, const plan& work,
                                          const journal::journal_contents& stored) {
    const auto cells = session::cells_of(inputs, work);
    auto files = session::find_unsettled_files(inputs, cells, stored);
    std::ranges::move(session::find_foreign_files(inputs, cells, stored),
                      std::back_inserter(files));
    return files;
}

bool is_of_a_judge(const unbacked_file& file) {
    return !file.cell.judge.empty();
}

// "other_cpc_bond.json is of no judge that is configured"; empty where all are.
std::string files_of_no_judge(const std::vector<unbacked_file>& files) {
    std::vector<std::string> names;
    for (const unbacked_file& file : files)
        if (!is_of_a_judge(file))
            names.push_back(file.path.filename().string());
    return names.empty() ? ""
                         : listed(names) + (names.size() == 1 ? " is" : " are") +
                               " of no judge that is configured";
}

std::string counted_rows(std::uint64_t n) {
    return counted(n, "row", "rows");
}

// ", first e4", behind what is said of some rows.
std::string first_of(const session::row_group& group) {
    return ", first " + printable(group.first_id, 60);
}

// " (2 of no entry of the dataset, first x1; 1 without a predicted_score, first e4)"
std::string reasons(const session::adoptable_rows& rows) {
    std::string text;
    for (const session::row_group& group : rows.left_out)
        text += (text.empty() ? " (" : "; ") + grouped(group.count) + " " +
                std::string(group.what) + first_of(group);
    return text.empty() ? text : text + ")";
}

void say_other_grades(const console& out, const session::row_group& rows) {
    if (rows.count > 0)
        out.warn("--adopt: " + counted_rows(rows.count) + (rows.count == 1 ? " has" : " have") +
                 " another grade than the dataset, whose grade counts" + first_of(rows));
}

// With --strict, before anything is taken.
result<void> refuse_other_grades(const console& out, const session::run_options& options,
                                 const session::adoptable_rows& rows) {
    if (!options.strict || rows.of_other_grade.count == 0)
        return {};
    say_other_grades(out, rows.of_other_grade);
    return warnings_are_errors(errc::bad_dataset);
}

} // namespace

result<bool> adopt_results(const console& out, const session::run_inputs& inputs,
                           const session::run_options& options, const plan& work,
                           journal::opened_journal& journal, results::file_access access) {
    const std::filesystem::path& folder = inputs.config.output_dir.value;
    const auto files = files_to_adopt(inputs, work, journal.contents);
    if (options.strict) {
        const auto found = session::find_adoptable(files, inputs, journal.contents.results);
        if (found.has_error())
            return found.error();
        if (auto same = refuse_other_grades(out, options, *found); same.has_error())
            return same.error();
    }
    const auto done = session::adopt(files, inputs, journal.contents.results, *journal.out, access);
    if (done.has_error())
        return done.error();
    if (files.empty()) {
        out.note(nothing_to_adopt);
        return false;
    }
    if (const auto n = std::ranges::count_if(files, is_of_a_judge); n > 0)
        out.note("adopted " + counted(done->rows.records.size(), "scored row", "scored rows") +
                 " of " + counted(static_cast<std::uint64_t>(n), "file", "files") + "; " +
                 counted_rows(done->rows.left_out_count()) + " left out" + reasons(done->rows) +
                 "; copies: " + done->aside.string());
    say_other_grades(out, done->rows.of_other_grade);
    if (const std::string others = files_of_no_judge(files); !others.empty())
        out.note(others + ": copied to " + done->aside.string() + ", and otherwise left alone");
    auto contents = journal::read_contents(results::checkpoint_in(folder));
    if (contents.has_error())
        return contents.error();
    journal.contents = std::move(*contents);
    return true;
}

result<bool> adopt_in_thought(const console& out, const session::run_inputs& inputs,
                              const session::run_options& options, const plan& work,
                              journal::journal_contents& contents) {
    const auto files = files_to_adopt(inputs, work, contents);
    if (files.empty()) {
        out.note(nothing_to_adopt);
        return false;
    }
    const auto found = session::find_adoptable(files, inputs, contents.results);
    if (found.has_error())
        return found.error();
    if (auto same = refuse_other_grades(out, options, *found); same.has_error())
        return same.error();
    for (const journal::result_record& r : found->records)
        contents.results.add_result({r.trial.judge, r.trial.task, r.trial.entry_id, 0}, r.trial.key,
                                    {});
    if (const auto n = std::ranges::count_if(files, is_of_a_judge); n > 0)
        out.note("would adopt " + counted(found->records.size(), "scored row", "scored rows") +
                 " of " + counted(static_cast<std::uint64_t>(n), "file", "files") +
                 ", and leave out " + counted_rows(found->left_out_count()) + reasons(*found));
    say_other_grades(out, found->of_other_grade);
    if (const std::string others = files_of_no_judge(files); !others.empty())
        out.note(others + ", and would be copied aside");
    return true;
}

result<void> keep_results_of_damaged_records(const console& out, const session::run_inputs& inputs,
                                             const plan& work,
                                             const journal::journal_contents& stored,
                                             results::file_access access) {
    const std::filesystem::path& folder = inputs.config.output_dir.value;
    auto files = session::find_unbacked_files(folder, session::cells_of(inputs, work), stored);
    std::erase_if(files, [](const session::unbacked_file& f) { return !f.of_damaged_records; });
    if (files.empty())
        return {};
    const auto aside = session::copy_aside(files, folder, results::replaced_label, access);
    if (aside.has_error())
        return aside.error();
    for (const session::unbacked_file& file : files)
        out.note(file.path.string() + " was written from records that are damaged now: kept in " +
                 aside->string() + ", and judged again");
    return {};
}

result<void> keep_foreign_failures(const console& out, const session::run_inputs& inputs,
                                   results::file_access access) {
    const std::filesystem::path& folder = inputs.config.output_dir.value;
    const unbacked_file file{{}, results::failures_in(folder)};
    const auto aside = session::copy_aside({&file, 1}, folder, results::replaced_label, access);
    if (aside.has_error())
        return aside.error();
    out.note(file.path.string() + " is of another program, and is to be written anew: kept in " +
             aside->string());
    return {};
}

std::string kept_copy_text(const std::filesystem::path& copy) {
    return copy.filename().string() +
           " had scores that the journal does not have, as if its end were cut off or an older "
           "copy were in its place: kept in " +
           copy.string();
}

} // namespace preceptron::cli
