#include "config/result_file_clash.hpp"

#include "core/printable.hpp"

#include <map>

namespace preceptron::config {

std::vector<problem> result_file_clashes(const configuration& config,
                                         std::span<const std::string> tasks) {
    std::vector<problem> problems;
    // Percent-encoding is one-to-one, so the plain names tell as much as the encoded ones.
    std::map<std::string, const configured_judge*> owners;
    for (const configured_judge& judge : config.judges)
        for (const std::string& task : tasks) {
            const auto [found, fresh] = owners.emplace(judge.spec.name + '_' + task, &judge);
            const std::string& other = found->second->spec.name;
            if (fresh || other == judge.spec.name)
                continue;
            problems.push_back({config.file, judge.name,
                                "the judges '" + printable(judge.spec.name, 60) + "' and '" +
                                    printable(other, 60) + "' would share the result file of '" +
                                    printable(found->first, 120) + "': rename one"});
        }
    return problems;
}

} // namespace preceptron::config
