#include "session/pilot.hpp"

#include "benchmark/case_rounds.hpp"
#include "session/make_plan.hpp"

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

// What is not known in part is not known in sum.
std::optional<double> sum(const std::optional<double>& a, const std::optional<double>& b) {
    return a && b ? std::optional(*a + *b) : std::nullopt;
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
    auto& usd = earlier_.try_emplace(r.key, 0.0).first->second;
    if (journal::lacks_cost(r.kind, r.http_status, r.cost_usd))
        usd.reset();
    else if (usd)
        *usd += r.cost_usd.value_or(0);
}

void pilot_watch::add(const journal::result_record& r) {
    samples_.push_back({r.trial.judge, r.trial.task, sum(take_earlier(r.trial.key), r.cost_usd),
                        r.phases.done.value_or(0) / 1000});
}

void pilot_watch::add(const journal::fail_record& r) {
    if (r.trial.attempts == 0) // nor will others like it be sent
        return;
    const auto last = journal::lacks_cost(r.kind, r.http_status, r.cost_usd)
                          ? std::nullopt
                          : std::optional(r.cost_usd.value_or(0));
    samples_.push_back({r.trial.judge, r.trial.task, sum(take_earlier(r.trial.key), last), {}});
}

std::optional<double> pilot_watch::take_earlier(const journal::trial_key& key) {
    const auto found = earlier_.find(key);
    if (found == earlier_.end())
        return 0;
    const std::optional<double> usd = found->second;
    earlier_.erase(found);
    return usd;
}

std::optional<pilot_cell> pilot_watch::cell(const std::string& judge,
                                            const std::string& task) const {
    std::vector<double> usd, seconds;
    for (const sample& s : samples_)
        if (s.judge == judge && s.task == task) {
            if (s.seconds)
                seconds.push_back(*s.seconds);
            if (s.usd)
                usd.push_back(*s.usd);
        }
    if (seconds.empty())
        return {};
    pilot_cell c{
        judge, task, seconds.size(), {}, {}, quantile(seconds, 0.5), quantile(seconds, 0.9)};
    if (!usd.empty()) {
        c.p50_usd = quantile(usd, 0.5);
        c.p90_usd = quantile(usd, 0.9);
    }
    return c;
}

} // namespace preceptron::session
