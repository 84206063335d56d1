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
    for (const made_judge& j : in.origin.judges)
        add_new(names, j.name);
    for (const results::judge_facts& j : in.facts.judges)
        add_new(names, j.judge);
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

judge_names::judge_names(const std::vector<std::string>& judges, std::size_t most_bytes) {
    constexpr double least_width = 2;
    const std::vector<std::string> names = printable_names(judges);
    std::vector<std::string> shown = fitted_apart(names, 1, most_width);
    const auto too_long = [most_bytes](const std::string& name) {
        return name.size() > most_bytes;
    };
    for (double width = most_width - 1;
         width >= least_width && std::ranges::any_of(shown, too_long); --width)
        shown = fitted_apart(names, 1, width);
    for (std::size_t j = 0; j < judges.size(); ++j)
        shown_.emplace(judges[j], shown[j]);
}

judge_names::judge_names(const analysis::report& r) : judge_names(report::judges_of(r)) {}

judge_names::judge_names(const page_input& in) : judge_names(judges_of(in)) {}

analysis::report with_names_of(const analysis::report& r, std::size_t most_bytes) {
    const judge_names names(report::judges_of(r), most_bytes);
    analysis::report out = r;
    const auto rename_judges = [&names](auto& all) {
        for (auto& each : all)
            each.judge = names(each.judge);
    };
    const auto rename_pairs = [&names](auto& all) {
        for (auto& each : all) {
            each.a = names(each.a);
            each.b = names(each.b);
        }
    };
    rename_judges(out.cells);
    rename_judges(out.macro);
    rename_judges(out.systems);
    rename_judges(out.bias);
    rename_judges(out.consistency);
    for (analysis::task_ceiling& c : out.ceiling)
        rename_judges(c.judges);
    rename_pairs(out.macro_differences);
    rename_pairs(out.pairs);
    return out;
}

std::string judge_names::operator()(std::string_view judge) const {
    const auto found = shown_.find(judge);
    return found == shown_.end() ? fitted(printable(judge), 1, most_width) : found->second;
}

} // namespace preceptron::report
