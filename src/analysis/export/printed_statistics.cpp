#include "analysis/export/printed_statistics.hpp"

#include "agreement/table_statistic.hpp"

#include <algorithm>

namespace preceptron::analysis {

using agreement::named_estimate;

namespace {

constexpr std::string_view headline[] = {"kappa.quadratic.value",
                                         "within_tolerance",
                                         "exact_agreement",
                                         "mae",
                                         "bias",
                                         "pearson",
                                         "kappa.none"};

bool has_value(const rated_cell& cell, std::string_view detail) {
    const auto found = std::ranges::find(cell.details, detail, &named_estimate::name);
    if (found == cell.details.end())
        return false;
    const auto* const s = std::get_if<agreement::statistic>(&found->value);
    return s && s->value;
}

} // namespace

bool is_headline(std::string_view name, const settings& s) {
    return name == name_of(main_kappa(s)) ||
           std::ranges::find(headline, name) != std::end(headline);
}

std::vector<printed_statistic> printed_statistics(const rated_cell& cell) {
    const bool declared = std::ranges::any_of(
        cell.details, [](const named_estimate& e) { return e.name == "confusion.full"; });
    std::vector<printed_statistic> out;
    for (const estimate& e : cell.statistics) {
        const auto which = agreement::table_statistic_named(e.name);
        if (!which || !agreement::is_categorical(*which)) {
            out.push_back({e.name, &e});
            continue;
        }
        out.push_back({e.name + (declared ? ".full" : ".union"), &e});
        if (declared && !agreement::depends_on_categories(*which))
            out.push_back({e.name + ".union", &e});
        // Of scores of too many values for tables some do without categories, declared or not.
        if (!declared && has_value(cell, e.name + ".full"))
            out.push_back({e.name + ".full", &e});
    }
    return out;
}

} // namespace preceptron::analysis
