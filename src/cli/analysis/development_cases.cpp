#include "cli/analysis/development_cases.hpp"

#include "cli/analysis/analysis_settings.hpp"
#include "core/grouped.hpp"
#include "core/hash.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace preceptron::cli {

namespace {

// The same however the file orders, repeats and comments its lines: `cases` are sorted.
std::string fingerprint(const std::vector<std::string>& cases) {
    std::string lines;
    for (const std::string& name : cases)
        lines += name + '\n';
    constexpr std::size_t digits = 16; // enough to tell two lists of one study apart
    return counted(cases.size(), "case", "cases") + ", SHA-256 " +
           to_hex(sha256_of(lines)).substr(0, digits);
}

std::vector<std::string> without_an_entry(const results::ratings& all,
                                          const std::vector<std::string>& cases) {
    std::set<std::string_view> known;
    for (const results::rated_task& task : all.tasks)
        known.insert(task.ratings.case_ids.begin(), task.ratings.case_ids.end());
    std::vector<std::string> lost;
    std::ranges::copy_if(cases, std::back_inserter(lost),
                         [&known](const std::string& name) { return !known.contains(name); });
    return lost;
}

std::string lost_note(const std::string& file, const std::vector<std::string>& names) {
    constexpr std::size_t shown = 10;
    std::string text = file + " names " + counted(names.size(), "case", "cases") +
                       " that no entry is of, so that nothing is left out for " +
                       (names.size() == 1 ? "it: " : "them: ");
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i)
        text += (i > 0 ? ", " : "") + printable(names[i], 40);
    if (names.size() > shown)
        text += ", …";
    if (std::ranges::any_of(names, [](const auto& n) { return n.find('#') != n.npos; }))
        text += " (text behind # is part of the id unless # begins the line)";
    return text;
}

} // namespace

result<std::vector<std::string>> read_development_cases(analysis::settings& s) {
    if (s.split.empty())
        return std::vector<std::string>();
    auto cases = read_case_list(s.split);
    if (!cases)
        return cases;
    std::ranges::sort(*cases);
    cases->erase(std::ranges::unique(*cases).begin(), cases->end());
    s.split_list = fingerprint(*cases);
    return cases;
}

result<std::vector<std::string>> leave_out_development_cases(results::ratings& all,
                                                             analysis::settings& s) {
    std::vector<std::string> notes;
    const auto cases = read_development_cases(s);
    if (!cases)
        return cases.error();
    if (const auto lost = without_an_entry(all, *cases); !lost.empty())
        notes.push_back(lost_note(s.split, lost));
    results::leave_out_cases(all, *cases);
    return notes;
}

} // namespace preceptron::cli
