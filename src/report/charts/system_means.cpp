#include "report/charts/system_means.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace preceptron::report {

const agreement::system_mean* find_system(agreed judge, const std::string& system) {
    const auto found = std::ranges::find(judge->systems, system, &agreement::system_mean::system);
    return found == judge->systems.end() ? nullptr : &*found;
}

std::vector<double> grades_of(const std::string& system, const compared_judges& judges) {
    std::vector<double> out;
    for (const agreed a : judges)
        if (const auto* const m = find_system(a, system))
            if (std::ranges::none_of(out, [m](double g) { return std::abs(g - m->grade) < 1e-9; }))
                out.push_back(m->grade);
    return out;
}

std::vector<agreement::system_mean> systems_of(const compared_judges& judges) {
    std::map<std::string, agreement::system_mean> by_name; // of the judge that scored most of it
    for (const agreed a : judges)
        for (const agreement::system_mean& m : a->systems)
            if (const auto [at, is_new] = by_name.try_emplace(m.system, m);
                !is_new && m.n > at->second.n)
                at->second = m;
    std::vector<agreement::system_mean> out;
    for (auto& [name, mean] : by_name) {
        if (const std::vector<double> grades = grades_of(name, judges); grades.size() > 1)
            mean.grade = (std::ranges::min(grades) + std::ranges::max(grades)) / 2;
        out.push_back(std::move(mean));
    }
    std::ranges::stable_sort(out, std::greater(), &agreement::system_mean::n);
    return out;
}

} // namespace preceptron::report
