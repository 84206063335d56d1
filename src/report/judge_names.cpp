#include "report/judge_names.hpp"

#include "core/printable.hpp"
#include "report/charts/chart.hpp"
#include "report/charts/label_layout.hpp"
#include "report/html.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace preceptron::report {

namespace {

constexpr double most_width = 21; // in font sizes: 33 letters of middling width
// Nothing that anyone would call a name is as long.
constexpr std::size_t most_of_a_name = 1000;

std::vector<std::string> judges_of(const page_input& in) {
    std::vector<std::string> names = report::judges_of(in.agreement);
    for (const made_judge& j : in.origin.judges)
        add_new(names, j.name);
    for (const results::judge_facts& j : in.facts.judges)
        add_new(names, j.judge);
    return names;
}

std::vector<std::string> printable_names(const std::vector<std::string>& judges) {
    constexpr std::size_t longest_escape = 4; // of a byte: \xNN
    std::vector<std::string> names;
    for (const std::string& judge : judges)
        names.push_back(printable(judge, longest_escape * judge.size()));
    return names;
}

bool is_too_long(const std::string& name) {
    return text_width(name, 1) > most_width;
}

// How names are cut for what is left of them to differ.
struct cutting {
    std::size_t begin = 0; // where they begin to differ
    double share = 1;      // of the room that their beginning has, and their end the rest

    std::string operator()(std::size_t judge, const std::string& name) const {
        const std::string number = std::to_string(judge + 1) + ".\u00a0"; // no line ends in it
        const std::string rest = begin == 0 ? name : "…" + name.substr(begin);
        return number + fitted_around(rest, 1, most_width - text_width(number, 1), share);
    }
    bool keeps_apart(const std::vector<std::string>& names) const {
        std::set<std::string> left;
        for (const std::string& name : names)
            left.insert((*this)(0, name));
        return left.size() == names.size();
    }
};

// Where the word begins by which the first of them differ.
std::size_t begin_of_difference(const std::vector<std::string>& names) {
    std::size_t end = names.empty() ? 0 : names[0].size();
    for (const std::string& name : names)
        end = std::min(end, static_cast<std::size_t>(std::ranges::mismatch(name, names[0]).in1 -
                                                     name.begin()));
    return names.empty() || end == 0 ? 0 : names[0].find_last_of(" -_./:", end - 1) + 1;
}

// At their end, else in the middle, else at their beginning, or else without what all begin with.
cutting cutting_of(std::vector<std::string> names) {
    std::erase_if(names, [](const std::string& name) { return !is_too_long(name); });
    for (const double share : {1.0, .6, .4, .8, .2, 0.0})
        if (const cutting c{0, share}; c.keeps_apart(names))
            return c;
    const cutting c{begin_of_difference(names)};
    return c.keeps_apart(names) ? c : cutting();
}

} // namespace

judge_names::judge_names(const std::vector<std::string>& judges)
    : judge_names(judges, judges.size()) {}

judge_names::judge_names(const std::vector<std::string>& judges, std::size_t of_report) {
    const std::vector<std::string> names = printable_names(judges);
    // Whatever others the run knows, those of the report look the same in each section.
    const cutting cut =
        cutting_of({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(of_report)});
    for (std::size_t j = 0; j < judges.size(); ++j) {
        std::string shown = names[j];
        if (is_too_long(shown) || std::ranges::count(names, shown) > 1) {
            shown = cut(j, shown);
            cut_.push_back({shown, printable(judges[j], most_of_a_name)});
        }
        shown_.emplace(judges[j], std::move(shown));
    }
}

judge_names::judge_names(const analysis::report& r) : judge_names(report::judges_of(r)) {}

judge_names::judge_names(const page_input& in)
    : judge_names(judges_of(in), report::judges_of(in.agreement).size()) {}

analysis::report with_names_of(const analysis::report& r) {
    const judge_names names(r);
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

std::string key_of_names(const judge_names& names) {
    if (names.cut().empty())
        return {};
    analysis::section s{"", {"here", "the judge's name"}, 2, {}, {}};
    for (const judge_names::cut_name& name : names.cut())
        s.rows.push_back({name.shown, name.full});
    return table(s, "Names that are cut on this page");
}

} // namespace preceptron::report
