#include "session/pilot.hpp"

#include "benchmark/case_rounds.hpp"
#include "session/planning/make_plan.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::session {

namespace {

double quantile(std::vector<double> values, double share) {
    std::ranges::sort(values);
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::max<std::size_t>(rank, 1) - 1];
}

} // namespace

split_plan split_for_pilot(const plan& work, std::span<const entry> entries, std::size_t count) {
    split_plan parts{work, work};
    for (std::size_t i = 0; i < work.cells.size(); ++i) {
        const open_trials& open = work.cells[i].open;
        std::vector<std::uint32_t> of_cell;
        for (std::size_t place = 0; place < open.places(); ++place)
            of_cell.push_back(open.entry_at(place));
        std::ranges::sort(of_cell);
        const auto chosen = spread_over_cases(of_cell, entries, count);
        const auto goes_first = [&](std::uint32_t entry) {
            return std::ranges::binary_search(chosen, entry);
        };
        parts.first.cells[i].open.keep(goes_first);
        parts.rest.cells[i].open.keep([&](std::uint32_t entry) { return !goes_first(entry); });
    }
    return parts;
}

void pilot_watch::add(const journal::attempt_record& r) {
    earlier_[r.key] +=
        known_cost{r.cost_usd.value_or(0), journal::lacks_cost(r.kind, r.http_status, r.cost_usd)};
}

void pilot_watch::add(const journal::result_record& r) {
    add(r.trial, {r.cost_usd.value_or(0), !r.cost_usd}, r.phases.done.value_or(0) / 1000);
}

void pilot_watch::add(const journal::fail_record& r) {
    if (r.trial.attempts == 0) // nor will others like it be sent
        return;
    add(r.trial, {r.cost_usd.value_or(0), journal::lacks_cost(r.kind, r.http_status, r.cost_usd)},
        {});
}

void pilot_watch::add(const journal::trial_record& trial, const known_cost& last,
                      std::optional<double> seconds) {
    known_cost all = last;
    if (const auto before = earlier_.extract(trial.key); !before.empty())
        all += before.mapped();
    samples_.push_back({trial.judge, trial.task, all, seconds});
}

std::optional<pilot_cell> pilot_watch::cell(const std::string& judge,
                                            const std::string& task) const {
    pilot_cell c;
    c.judge = judge;
    c.task = task;
    std::vector<double> usd, seconds;
    std::size_t tried = 0;
    for (const sample& s : samples_)
        if (s.judge == judge && s.task == task) {
            ++tried;
            if (s.seconds)
                seconds.push_back(*s.seconds);
            // Of a trial of which nothing is known, nothing would be a forecast for others.
            if (s.cost.usd > 0 || s.cost.unpriced == 0)
                usd.push_back(s.cost.usd);
            c.unpriced_answers += s.cost.unpriced;
        }
    if (tried == 0)
        return {};
    c.answered = seconds.size();
    if (seconds.empty())
        return c;
    c.p50_s = quantile(seconds, 0.5);
    c.p90_s = quantile(seconds, 0.9);
    if (!usd.empty()) {
        c.p50_usd = quantile(usd, 0.5);
        c.p90_usd = quantile(usd, 0.9);
    }
    return c;
}

} // namespace preceptron::session
