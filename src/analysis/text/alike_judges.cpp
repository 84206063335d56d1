#include "analysis/text/alike_judges.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace preceptron::analysis {

namespace {

// Why nobody calls one of two better, in the order in which it is said.
enum class doubt { same, allows_0, not_by_holm, too_few, unknown };

// Nothing: one is surely ahead, or the two were never compared.
std::optional<doubt> doubt_between(const report& r, const judge_macro& a, const judge_macro& b) {
    const lead found = lead_of(r, a.judge, b.judge);
    if (!found.of)
        return std::nullopt;
    if (found.by && *found.by == 0)
        return doubt::same;
    if (found.sure())
        return std::nullopt;
    if (!found.by || !found.interval)
        return doubt::unknown;
    if (!found.clear())
        return doubt::allows_0;
    return found.of->can_be_significant ? doubt::not_by_holm : doubt::too_few;
}

// What several comparisons have in common: all that is said of each.
struct doubts {
    std::set<doubt> kinds;
    std::vector<std::string> reasons; // of the unknown ones
    bool no_value = false, no_interval = false;
    bool of_all_entries = true; // that the two scored

    void add(const report& r, const judge_macro& a, const judge_macro& b) {
        kinds.insert(*doubt_between(r, a, b));
        const lead found = lead_of(r, a.judge, b.judge);
        of_all_entries = of_all_entries && found.of->n == scored(a) && found.of->n == scored(b);
        if (found.by && (found.interval || *found.by == 0))
            return;
        (found.by ? no_interval : no_value) = true;
        if (const std::string why = why_unknown(found);
            std::ranges::find(reasons, why) == reasons.end())
            reasons.push_back(why);
    }
};

std::string clauses(const doubts& all) {
    static constexpr const char* words[] = {
        "both agree with the physicians to the same degree",
        "0 is among the differences that the data allow", "p, by Holm, is above .05",
        "there are too few cases or replicates for any difference to be significant at .05"};
    std::string out = all.of_all_entries ? "" : "on the entries that both scored, ";
    for (const doubt d : all.kinds)
        out += (d == *all.kinds.begin() ? "" : ", or ") +
               std::string(words[static_cast<std::size_t>(d)]);
    return out;
}

std::string reasons_of(const doubts& all) {
    return all.reasons.size() == 1 ? all.reasons[0]
                                   : "the reasons differ, and --format json has them";
}

std::string how_unknown(const doubts& all) {
    return !all.no_value ? "how surely" : all.no_interval ? "how far, or how surely," : "how far";
}

using judges = std::vector<const judge_macro*>;

std::string list_of(const judges& all) {
    std::string out;
    for (const judge_macro* m : all)
        out += (m == all.front() ? "" : m == all.back() ? " and " : ", ") + printable(m->judge);
    return out;
}

constexpr std::size_t a_few = 5, few_others = 3; // names to read

// "b, c and d"; of more than a few "7 of the 9 judges (all but a and i)".
std::string named(const ranking& ranked, std::size_t from, std::size_t to) {
    const auto begin = ranked.order.begin();
    const judges all(begin + static_cast<std::ptrdiff_t>(from),
                     begin + static_cast<std::ptrdiff_t>(to));
    if (all.size() <= a_few)
        return list_of(all);
    const std::string whole = "the " + grouped(ranked.order.size()) + " judges";
    judges others(begin, begin + static_cast<std::ptrdiff_t>(from));
    others.insert(others.end(), begin + static_cast<std::ptrdiff_t>(to), ranked.order.end());
    if (others.empty())
        return whole;
    return grouped(all.size()) + " of " + whole + " (" +
           (others.size() <= few_others
                ? "all but " + list_of(others)
                : "from " + printable(all.front()->judge) + " to " + printable(all.back()->judge) +
                      " by comparisons won") +
           ")";
}

std::string sentence_of(const report& r, const ranking& ranked, std::size_t from, std::size_t to) {
    doubts all;
    for (std::size_t a = from; a < to; ++a)
        for (std::size_t b = a + 1; b < to; ++b)
            all.add(r, *ranked.order[a], *ranked.order[b]);
    const std::string who = named(ranked, from, to);
    return all.reasons.empty() ? "These data do not tell apart " + who + ": of any two of them, " +
                                     clauses(all) + "."
                               : "Of " + who + " it cannot be said " + how_unknown(all) +
                                     " any two differ: " + reasons_of(all) + ".";
}

} // namespace

std::vector<alike_judges> alike_stretches(const report& r, const ranking& ranked) {
    std::vector<alike_judges> out;
    const std::size_t n = ranked.order.size();
    if (n < many_judges)
        return out;
    for (const bool unknown : {false, true})
        for (std::size_t from = 0, to = 0, last = 0; from < n; ++from) {
            // All of [from, to) are known to be alike from the stretch before.
            for (to = std::max(to, from + 1); to < n; ++to) {
                const auto fits = [&](const judge_macro* m) {
                    const auto d = doubt_between(r, *m, *ranked.order[to]);
                    return d && (*d == doubt::unknown) == unknown;
                };
                if (!std::all_of(ranked.order.begin() + static_cast<std::ptrdiff_t>(from),
                                 ranked.order.begin() + static_cast<std::ptrdiff_t>(to), fits))
                    break;
            }
            if (to - from > 2 && to > last) {
                out.push_back({from, to, sentence_of(r, ranked, from, to)});
                last = to;
            }
        }
    std::ranges::stable_sort(out, {}, &alike_judges::from);
    return out;
}

std::vector<std::string> not_surely_apart(const report& r, const ranking& ranked, std::size_t one,
                                          const std::vector<std::size_t>& others) {
    const judge_macro& of = *ranked.order[one];
    std::vector<std::string> out;
    for (const bool unknown : {false, true}) {
        doubts all;
        judges from;
        for (const std::size_t other : others) {
            const auto d = doubt_between(r, of, *ranked.order[other]);
            if (!d || (*d == doubt::unknown) != unknown)
                continue;
            from.push_back(ranked.order[other]);
            all.add(r, of, *from.back());
        }
        if (from.empty())
            continue;
        const std::string who =
            from.size() <= a_few ? list_of(from) : grouped(from.size()) + " of the others";
        const std::string name = printable(of.judge);
        out.push_back(unknown ? "Of " + name + " it cannot be said " + how_unknown(all) +
                                    " it differs from " + who + ": " + reasons_of(all) + "."
                              : "These data do not tell " + name + " from " + who + ": of " + name +
                                    " and any of these, " + clauses(all) + ".");
    }
    return out;
}

std::string why_unknown(const lead& found) {
    const macro_difference& d = *found.of;
    const std::vector<lacking_part>& parts = found.by ? d.no_interval_on : d.undefined_on;
    return d.tasks > 1 && !parts.empty() ? on_tasks(parts)
                                         : std::string(found.by ? found.interval.undefined_reason
                                                                : found.by.undefined_reason);
}

} // namespace preceptron::analysis
