#include "cli/running/dry_run.hpp"

#include "cli/output/output_folder.hpp"
#include "cli/running/plan_estimate.hpp"
#include "cli/running/plan_json.hpp"
#include "cli/running/run_opening.hpp"
#include "cli/running/run_refusal.hpp"
#include "cli/running/unbacked_results.hpp"
#include "journal/lock.hpp"
#include "journal/refusal.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/live_file.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace preceptron::cli {

namespace fs = std::filesystem;

int dry_run(const session::run_inputs& inputs, const session::run_options& options,
            output_format format, const console& out) {
    const fs::path folder = inputs.config.output_dir.value;
    const fs::path checkpoint = results::checkpoint_in(folder);
    std::error_code ec;
    // First: what is in flight then has no outcome in the journal as it is read.
    const bool at_work = session::read_live_run(checkpoint).has_value();
    if (auto possible = check_output_folder(folder); possible.has_error())
        return out.fail({at_output_dir(possible.error(), inputs.config, options)});
    journal::journal_contents contents;
    if (fs::exists(checkpoint, ec)) {
        auto read = journal::read_contents(checkpoint);
        if (read.has_error())
            return out.fail(read.error());
        contents = std::move(*read);
    }
    if (const auto refused = journal::refusal(contents, checkpoint))
        return out.fail(*refused);
    auto planned = session::make_plan(inputs, options, contents.results);
    if (options.adopt) {
        const auto adopted = adopt_in_thought(out, inputs, options, planned.work, contents);
        if (adopted.has_error())
            return out.fail(adopted.error());
        if (*adopted)
            planned = session::make_plan(inputs, options, contents.results);
    }
    say_before(out, inputs, options, planned, contents, at_work);
    const auto estimated = estimate(inputs, planned);
    const int shown = out.show(format == output_format::json
                                   ? plan_json(inputs, planned, estimated)
                                   : plan_text(inputs, planned) + "\n" + estimated.text);
    say_estimate(out, estimated, inputs, contents);
    say_unknown_tasks(out, planned, inputs.tasks);
    if (const auto taken = journal::folder_lock::refusal(checkpoint))
        out.note(taken->message);
    if (const auto refused = refusal(inputs, options, planned, contents))
        return out.fail(*refused);
    out.note("dry run: nothing was sent");
    return shown;
}

} // namespace preceptron::cli
