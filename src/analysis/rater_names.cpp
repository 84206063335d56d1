#include "analysis/rater_names.hpp"

#include "analysis/rater_entries.hpp"
#include "core/ascii.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <map>
#include <set>

namespace preceptron::analysis {

std::vector<std::string> names_but_for_case(const std::vector<agreement::long_rating>& raters) {
    std::map<std::string, std::set<std::string>> spellings;
    for (const agreement::long_rating& each : raters)
        spellings[ascii_lower(each.rater)].insert(each.rater);
    std::vector<std::string> out;
    for (const auto& [name, all] : spellings)
        if (all.size() > 1)
            out.push_back("the raters " + first_few({all.begin(), all.end()}) +
                          " differ by letter case only and count as " + grouped(all.size()) +
                          " physicians");
    return out;
}

std::string note_on_left_out(const task_ceiling& ceiling) {
    if (ceiling.compared == 0 || ceiling.left_out.empty()) // of nobody the verdict says it
        return {};
    const std::size_t n = ceiling.left_out.size();
    return printable(ceiling.task, 60) + ": " + grouped(n) + " of " +
           counted(ceiling.raters.size(), "rater", "raters") + (n == 1 ? " is" : " are") +
           " not compared, with fewer than " + grouped(least_shared_entries) +
           " entries that another rated, too: " + first_few(ceiling.left_out);
}

} // namespace preceptron::analysis
