#include "results/left_out.hpp"

#include "core/grouped.hpp"

#include <algorithm>

namespace preceptron::results {

left_out count_left_out(
    const journal::stored_results& stored, std::span<const published_judge> judges,
    const std::function<bool(const journal::trial_name&, const journal::stored_result&)>& counts) {
    left_out omitted;
    stored.for_each([&](const auto& trial, const auto* standing, const auto*) {
        if (!standing)
            return;
        const auto judge = std::ranges::find(judges, trial.judge, &published_judge::name);
        if (judge == judges.end())
            ++omitted.of_judges;
        else if (static_cast<int>(trial.repeat) >= judge->repeats)
            ++omitted.of_repeats;
        else if (!counts(trial, *standing))
            ++omitted.of_entries;
    });
    return omitted;
}

std::string left_out_text(const left_out& counts) {
    std::string why;
    const auto add = [&why](std::uint64_t n, const char* one, const char* many) {
        if (n > 0)
            why += (why.empty() ? ": " : ", ") + grouped(n) + (n == 1 ? one : many);
    };
    add(counts.of_entries,
        " of an entry that is not in the dataset any more, or is of another benchmark now",
        " of entries that are not in the dataset any more, or are of another benchmark now");
    add(counts.of_repeats, " of a repeat that is not asked for any more",
        " of repeats that are not asked for any more");
    add(counts.of_judges, " of a judge that is not configured any more",
        " of judges that are not configured any more");
    return why.empty()
               ? why
               : counted(counts.all(), "stored result", "stored results") + " left out" + why;
}

} // namespace preceptron::results
