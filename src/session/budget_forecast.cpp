#include "session/budget_forecast.hpp"

#include "core/grouped.hpp"
#include "core/shell_word.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::session {

namespace {

constexpr std::uint64_t enough = 10; // trials, for a mean
constexpr double clearly = 1.1;      // costs of single trials differ

// Of two digits that count, rounded up.
std::string enough_text(double usd) {
    const double unit = std::pow(10, std::max(-2.0, std::floor(std::log10(usd)) - 1));
    return fixed(std::ceil(usd / unit) * unit, unit < 1 ? 2 : 0);
}

} // namespace

budget_forecast::budget_forecast(const run_inputs& inputs, const plan& work)
    : folder_(shell_word(inputs.config.output_dir.value.string())) {
    for (const plan_cell& cell : work.cells)
        if (!cell.open.empty())
            cells_.push_back({inputs.judges[cell.judge].spec.name, cell.task, cell.open.size()});
}

budget_forecast::cell_cost* budget_forecast::cell(const std::string& judge,
                                                  const std::string& task) noexcept {
    const auto found = std::ranges::find_if(
        cells_, [&](const cell_cost& c) { return c.task == task && c.judge == judge; });
    return found == cells_.end() ? nullptr : &*found;
}

void budget_forecast::add(const journal::attempt_record& r) {
    if (cell_cost* const of = cell(r.judge, r.task))
        of->usd += r.cost_usd.value_or(0);
}

void budget_forecast::add(const journal::result_record& r) {
    settle(r.trial, r.cost_usd);
}

void budget_forecast::add(const journal::fail_record& r) {
    if (r.trial.attempts > 0)
        settle(r.trial, r.cost_usd);
    else if (cell_cost* const of = cell(r.trial.judge, r.trial.task))
        --of->open; // nothing was sent
}

void budget_forecast::settle(const journal::trial_record& trial, const std::optional<double>& usd) {
    cell_cost* const of = cell(trial.judge, trial.task);
    if (!of)
        return;
    --of->open;
    ++of->settled;
    of->usd += usd.value_or(0);
}

std::optional<double> budget_forecast::mean_of(const std::string& judge) const noexcept {
    double usd = 0;
    std::uint64_t settled = 0;
    for (const cell_cost& c : cells_)
        if (c.judge == judge) {
            usd += c.usd;
            settled += c.settled;
        }
    return settled < enough ? std::nullopt : std::optional(usd / static_cast<double>(settled));
}

double budget_forecast::rest_usd() const {
    double rest = 0;
    for (const cell_cost& c : cells_) {
        const std::optional<double> mean =
            c.settled < enough ? mean_of(c.judge) : c.usd / static_cast<double>(c.settled);
        rest += mean.value_or(0) * static_cast<double>(c.open);
    }
    return rest;
}

std::optional<std::string> budget_forecast::doubt(const pacing::budget& money) {
    if (!money.limit() || told_of_ == money.limit())
        return {};
    const double left = std::max(0.0, *money.limit() - money.spent().most());
    const double rest = rest_usd();
    // What the last call may cost has to be left, too.
    const double worst =
        money.calls() > 0 ? money.reserved() / static_cast<double>(money.calls()) : 0;
    if (rest <= std::max(0.0, left - worst) * clearly)
        return {};
    told_of_ = money.limit();
    return "the budget will not do for all: at what trials have cost so far, the rest would cost "
           "about " +
           dollars(rest) + ", and " + dollars(left) + " of " + dollars(*money.limit()) +
           " is left; while the run goes on, more is set by: preceptron tune " + folder_ +
           " --budget-usd " + enough_text(money.spent().most() + money.reserved() + clearly * rest);
}

} // namespace preceptron::session
