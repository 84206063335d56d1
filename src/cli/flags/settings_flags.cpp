#include "cli/flags/settings_flags.hpp"

#include "cli/analysis/analysis_settings.hpp"
#include "cli/flags/bounds.hpp"
#include "cli/flags/choice.hpp"
#include "cli/flags/comma_list.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::cli {

namespace {

void add_choice(CLI::App* command, const std::string& flag, std::string& into,
                const std::vector<std::string>& names, const std::string& what) {
    command->add_option(flag, into, what)->check(one_of(names))->type_name("");
}

} // namespace

std::vector<std::filesystem::path> settings_flags::files() const {
    std::vector<std::filesystem::path> all = resamples;
    if (split)
        all.push_back(*split);
    return all;
}

// The words were checked when they were read.
result<void> settings_flags::apply(analysis::settings& s) const {
    using analysis::interval_choice;
    using results::repeat_rule;
    for (const interval_choice i : {interval_choice::automatic, interval_choice::jackknife_t,
                                    interval_choice::bca, interval_choice::percentile})
        if (intervals == analysis::to_string(i))
            s.intervals = i;
    for (const repeat_rule r : {repeat_rule::first, repeat_rule::mean, repeat_rule::median})
        if (repeats == analysis::to_string(r))
            s.repeats = r;
    if (spacing == "index")
        s.spacing = agreement::spacing::index;
    s.seed = seed.value_or(s.seed);
    s.replicates = replicates.value_or(s.replicates);
    s.margin = margin.value_or(s.margin);
    s.scale = scale;
    std::ranges::sort(s.scale);
    if (!primary.empty())
        s.primary = primary;
    if (split)
        s.split = std::filesystem::absolute(*split).lexically_normal().string();
    for (const std::filesystem::path& file : resamples) {
        auto draws = read_resamples(file);
        if (!draws)
            return draws.error();
        s.resamples.push_back(std::move(*draws));
    }
    return {};
}

void add_settings_flags(CLI::App* command, settings_flags& into) {
    command->add_option("--margin", into.margin, "Of non-inferiority, in QWK (0.05)")
        ->check(positive_number(1))
        ->type_name("X");
    command->add_option("--seed", into.seed, "Of resampling (1)")
        ->check(whole_number(0, greatest_seed))
        ->type_name("N");
    command->add_option("--replicates", into.replicates, "Resamples (10000)")
        ->check(whole_number(1, 10'000'000))
        ->type_name("N");
    add_choice(command, "--ci", into.intervals, {"auto", "jackknife-t", "bca", "percentile"},
               "auto, jackknife-t, bca or percentile; auto: jackknife-t under 40 cases, bca from "
               "there; means over tasks and verdicts are always jackknife-t");
    command
        ->add_option("--resamples", into.resamples,
                     "Fixed resamples, a line each; one file for each number of cases")
        ->allow_extra_args(false)
        ->type_name("FILE");
    command
        ->add_option_function<std::vector<std::string>>(
            "--scale",
            [&into](const std::vector<std::string>& lists) {
                into.scale = to_numbers(list_items(lists));
            },
            "The scale's values, instead of the task's")
        ->allow_extra_args(false)
        ->check(some_items(any_number()))
        ->type_name("V,V,..");
    add_choice(command, "--weights-spacing", into.spacing, {"value", "index"},
               "value (by itself) or index: weighted kappa counts points apart, or categories");
    add_choice(command, "--repeats", into.repeats, {"first", "mean", "median"},
               "first, mean or median: what stands for several repeats (first)");
    add_choice(command, "--primary", into.primary, {"qwk", "mae"},
               "qwk or mae: the statistic that judges are compared by (qwk)");
    command->add_option("--split", into.split, "File of development cases, which are left out")
        ->type_name("FILE");
}

} // namespace preceptron::cli
