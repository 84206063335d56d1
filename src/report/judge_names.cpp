#include "report/judge_names.hpp"

#include "core/printable.hpp"
#include "report/chart.hpp"
#include "report/label_layout.hpp"

#include <algorithm>

namespace preceptron::report {

namespace {

constexpr double most_width = 21; // in font sizes: 33 letters of middling width

std::vector<std::string> judges_of(const page_input& in) {
    std::vector<std::string> names = report::judges_of(in.agreement);
    const auto add = [&names](const std::string& name) {
        if (std::ranges::find(names, name) == names.end())
            names.push_back(name);
    };
    for (const made_judge& j : in.origin.judges)
        add(j.name);
    for (const results::judge_facts& j : in.facts.judges)
        add(j.judge);
    return names;
}

} // namespace

std::vector<std::string> printable_names(const std::vector<std::string>& judges) {
    constexpr std::size_t longest_escape = 4; // of a byte: \xNN
    std::vector<std::string> names;
    for (const std::string& judge : judges)
        names.push_back(printable(judge, longest_escape * judge.size()));
    return names;
}

judge_names::judge_names(const std::vector<std::string>& judges) {
    const auto shown = fitted_apart(printable_names(judges), 1, most_width);
    for (std::size_t j = 0; j < judges.size(); ++j)
        shown_.emplace(judges[j], shown[j]);
}

judge_names::judge_names(const analysis::report& r) : judge_names(report::judges_of(r)) {}

judge_names::judge_names(const page_input& in) : judge_names(judges_of(in)) {}

std::string judge_names::operator()(std::string_view judge) const {
    const auto found = shown_.find(judge);
    return found == shown_.end() ? fitted(printable(judge), 1, most_width) : found->second;
}

} // namespace preceptron::report
