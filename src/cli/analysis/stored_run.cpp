#include "cli/analysis/stored_run.hpp"

#include "core/shell_word.hpp"
#include "dataset/reader.hpp"
#include "journal/damage_text.hpp"
#include "journal/refusal.hpp"
#include "results/folder_layout.hpp"
#include "results/stored_answers.hpp"
#include "session/publishing/unbacked_files.hpp"

namespace preceptron::cli {

namespace {

// Made from another dataset, tables and files would have no row at all.
failure others_entries(const stored_run& run) {
    return fail(errc::bad_dataset, run.folder.string() +
                                       " holds results of other entries: none of its ids is in " +
                                       run.data.path.string() +
                                       "; give the dataset it was made from with --dataset FILE");
}

} // namespace

result<stored_run> read_stored_run(const std::filesystem::path& folder,
                                   const std::optional<std::filesystem::path>& dataset) {
    auto made_with = session::read_left_manifest(folder);
    if (made_with.has_error())
        return made_with.error();
    stored_run run;
    run.folder = std::filesystem::absolute(folder).lexically_normal();
    run.made_with = std::move(*made_with);
    auto data = dataset::read_dataset(dataset.value_or(run.made_with.dataset));
    if (data.has_error()) {
        failure f = data.error();
        if (f.code == errc::no_such_input && !dataset)
            f.message += "; say where it is now with --dataset FILE";
        return f;
    }
    run.data = std::move(*data);
    if (run.data.sha256 != run.made_with.dataset_sha256)
        run.note = run.data.path.string() + " is not the file that the results were made from; "
                                            "entries are matched by id";
    const auto checkpoint = results::checkpoint_in(run.folder);
    auto contents = journal::read_contents(checkpoint);
    if (contents.has_error())
        return contents.error();
    run.contents = std::move(*contents);
    if (run.contents.too_damaged())
        if (const auto refused = journal::refusal(run.contents, checkpoint))
            return *refused;
    if (const std::string losses = journal::losses_text(run.contents); !losses.empty())
        run.losses = losses + ": what was there counts as not judged; look at it with: " +
                     "preceptron verify " + shell_word(run.folder.string());
    if (results::is_of_others(run.contents.results, run.data.entries))
        return others_entries(run);
    run.unbacked = session::unbacked_note(run.folder, run.made_with, run.contents);
    return run;
}

std::vector<session::answers_otherwise> asked_otherwise(const stored_run& run) {
    return session::asked_otherwise(run.made_with.questions, run.made_with.judges, run.data.entries,
                                    run.note.empty(), run.contents.results);
}

} // namespace preceptron::cli
