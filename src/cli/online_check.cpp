#include "cli/online_check.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "core/text_width.hpp"
#include "session/ask_judges.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::cli {

namespace {

std::string milliseconds(double ms) {
    return grouped(static_cast<std::uint64_t>(std::lround(ms))) + " ms";
}

std::string line_of(const session::trial_question_outcome& outcome, std::size_t name_width) {
    std::string line = printable(outcome.judge);
    line.append(name_width - std::min(name_width, width_of(line)), ' ');
    if (outcome.wrong)
        return line + "  failed: " + *outcome.wrong + "\n";
    const std::string served =
        outcome.served_model.empty() ? "" : "served by " + printable(outcome.served_model) + ", ";
    return line + "  ok: " + served + milliseconds(outcome.done_ms) + ", first byte after " +
           milliseconds(outcome.first_byte_ms) + "\n";
}

} // namespace

int check_online(const console& out, const session::run_inputs& inputs) {
    const auto outcomes = session::ask_judges(inputs);
    if (outcomes.has_error())
        return out.fail(outcomes.error());
    std::size_t width = 0, failed = 0;
    for (const auto& outcome : *outcomes)
        width = std::max(width, width_of(printable(outcome.judge)));
    std::string text;
    for (const auto& outcome : *outcomes) {
        for (const std::string& lesson : outcome.learned)
            out.note("judge '" + printable(outcome.judge) + "': " + lesson);
        text += line_of(outcome, width);
        failed += outcome.wrong ? 1 : 0;
    }
    const int shown = out.show(text);
    if (failed == 0)
        return shown;
    return out.fail(
        fail(errc::provider_stopped,
             grouped(failed) + " of " + grouped(outcomes->size()) + " judges did not answer"));
}

} // namespace preceptron::cli
