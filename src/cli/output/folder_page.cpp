#include "cli/output/folder_page.hpp"

#include "results/folder_layout.hpp"
#include "session/folder/live_file.hpp"
#include "session/folder/manifest.hpp"
#include "session/folder/manifest_file.hpp"

#include <filesystem>
#include <utility>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t disagreements_a_judge = 4;
constexpr std::size_t examples_a_class = 3;

result<report::made_with> read_origin(const fs::path& folder) {
    const auto text = session::read_manifest_text(session::manifest_path(folder));
    if (!text)
        return text.error();
    return report::read_made_with(*text);
}

} // namespace

result<report::page_input> page_of(analysed_folder& a) {
    const fs::path checkpoint = results::checkpoint_in(a.run.folder);
    results::stored_answers answers(a.run.contents.results, checkpoint);
    report::page_input in;
    auto origin = read_origin(a.run.folder);
    if (!origin)
        return origin.error();
    in.origin = std::move(*origin);
    for (const session::answers_otherwise& cell : asked_otherwise(a.run))
        for (report::made_judge& judge : in.origin.judges)
            if (judge.name == cell.judge) {
                judge.asked_otherwise += cell.answers;
                judge.asked_otherwise_is_exact &= cell.exact;
            }
    auto facts = results::read_run_facts(a.run.contents);
    if (!facts)
        return facts.error();
    in.facts = std::move(*facts);
    auto failures = results::read_failed_trials(a.run.made_with.judges, a.run.data.entries, answers,
                                                examples_a_class);
    if (!failures)
        return failures.error();
    in.failures = std::move(*failures);
    auto disagreements =
        results::largest_disagreements(a.ratings, a.run.data, answers, disagreements_a_judge);
    if (!disagreements)
        return disagreements.error();
    in.disagreements = std::move(*disagreements);
    for (const journal::prompt_record& p : a.run.contents.prompts)
        in.prompts.push_back({p.task, p.variant, p.hash, p.text});
    in.running = session::read_live_run(checkpoint).has_value();
    const auto doubtful =
        in.running ? a.run.contents.billing.lost() : a.run.contents.billing.total();
    in.doubtful_calls = doubtful.calls;
    in.doubtful_usd = doubtful.usd;
    in.agreement = std::move(a.report);
    return in;
}

} // namespace preceptron::cli
