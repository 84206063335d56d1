#include "analysis/ranking.hpp"

#include <algorithm>
#include <cstddef>

namespace preceptron::analysis {

using namespace agreement;

namespace {

// The main kappa, whatever the primary statistic: errors of different tasks have no mean.
const statistic& mean_of(const judge_macro& m) {
    return m.statistics.front().value;
}

bool may_be_ranked(const report& r, const judge_macro& m) {
    if (!compares_errors(r.used))
        return mean_of(m).value.has_value();
    return std::ranges::any_of(m.parts, [](const judged_part& p) { return p.n > 0; });
}

// Whether nothing speaks against calling `a` at least as good as `b`.
bool holds_against(const report& r, const judge_macro& a, const judge_macro& b) {
    const lead ahead = lead_of(r, a.judge, b.judge);
    const bool fair = comparable(a, b);
    const bool higher = !compares_errors(r.used) && *mean_of(a) >= *mean_of(b);
    if (!ahead.by)
        return fair && higher;
    return *ahead.by >= 0 && (fair || higher);
}

} // namespace

lead lead_of(const report& r, const std::string& judge, const std::string& other) {
    lead out{nullptr, undefined("never compared"), no_interval("never compared")};
    for (const macro_difference& d : r.macro_differences) {
        const bool as_is = d.a == judge && d.b == other;
        if (!as_is && !(d.b == judge && d.a == other))
            continue;
        const estimate ahead =
            as_is == compares_errors(r.used) ? turned(d.difference) : d.difference;
        out = {&d, ahead.value, ahead.interval};
    }
    return out;
}

namespace {

// Of what either was asked: a judge that was asked fewer scored others, however many of its own.
bool covers_as_much(const judged_part& a, const judged_part& b) {
    const std::size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;
    return static_cast<double>(apart) <=
           comparable_coverage * static_cast<double>(std::max(a.asked, b.asked));
}

} // namespace

bool comparable(const judge_macro& a, const judge_macro& b) {
    return a.parts.size() == b.parts.size() &&
           std::ranges::all_of(a.parts, [&b](const judged_part& p) {
               const auto other = std::ranges::find(b.parts, p.task, &judged_part::task);
               return other != b.parts.end() && covers_as_much(p, *other);
           });
}

ranking rank_judges(const report& r) {
    ranking out;
    for (const judge_macro& m : r.macro)
        (may_be_ranked(r, m) ? out.order : out.left_out).push_back(&m);
    const auto won = [&](const judge_macro* a) {
        return std::ranges::count_if(out.order, [&](const judge_macro* b) {
            const lead ahead = lead_of(r, a->judge, b->judge);
            return ahead.by && *ahead.by > 0;
        });
    };
    std::vector<std::pair<const judge_macro*, std::ptrdiff_t>> counted;
    for (const judge_macro* m : out.order)
        counted.emplace_back(m, won(m));
    std::ranges::stable_sort(counted, [&](const auto& a, const auto& b) {
        if (a.second != b.second || compares_errors(r.used))
            return a.second > b.second;
        return *mean_of(*a.first) > *mean_of(*b.first);
    });
    std::ranges::transform(counted, out.order.begin(), [](const auto& c) { return c.first; });
    for (const judge_macro* a : out.order)
        if (std::ranges::all_of(out.order, [&](const judge_macro* b) {
                return a == b || holds_against(r, *a, *b);
            }))
            out.best.push_back(a);
    out.sure = std::ranges::all_of(out.order, [&](const judge_macro* b) {
        return std::ranges::find(out.best, b) != out.best.end() ||
               std::ranges::all_of(out.best, [&](const judge_macro* a) {
                   const lead ahead = lead_of(r, a->judge, b->judge);
                   return ahead.sure() && *ahead.by > 0;
               });
    });
    return out;
}

} // namespace preceptron::analysis
