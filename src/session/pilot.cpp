#include "session/pilot.hpp"

#include "session/make_plan.hpp"

#include <algorithm>
#include <cmath>
#include <set>

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
        const std::vector<trial>& open = work.cells[i].open;
        std::set<std::uint32_t> of_cell;
        for (const trial t : open)
            of_cell.insert(t.entry);
        const auto chosen = spread_over_cases({of_cell.begin(), of_cell.end()}, entries, count);
        const auto goes_first = [&](const trial& t) {
            return std::ranges::binary_search(chosen, t.entry);
        };
        std::erase_if(parts.first.cells[i].open, [&](const trial& t) { return !goes_first(t); });
        std::erase_if(parts.rest.cells[i].open, goes_first);
    }
    return parts;
}

void pilot_watch::add(const journal::result_record& r) {
    samples_.push_back({r.trial.judge, r.trial.task, r.cost_usd, r.phases.done.value_or(0) / 1000});
}

std::optional<pilot_cell> pilot_watch::cell(const std::string& judge,
                                            const std::string& task) const {
    std::vector<double> usd, seconds;
    for (const sample& s : samples_)
        if (s.judge == judge && s.task == task) {
            seconds.push_back(s.seconds);
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
