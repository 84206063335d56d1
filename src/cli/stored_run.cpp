#include "cli/stored_run.hpp"

#include "dataset/reader.hpp"
#include "results/folder_layout.hpp"
#include "session/unbacked_files.hpp"

namespace preceptron::cli {

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
    auto contents = journal::read_contents(results::checkpoint_in(run.folder));
    if (contents.has_error())
        return contents.error();
    run.contents = std::move(*contents);
    run.unbacked = session::unbacked_note(run.folder, run.made_with, run.contents);
    return run;
}

} // namespace preceptron::cli
