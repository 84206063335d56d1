#include "config/read_settings.hpp"
#include "core/printable.hpp"

#include <array>
#include <limits>
#include <map>

namespace preceptron::config {

namespace {

constexpr std::array<std::string_view, 2> primaries{"qwk", "mae"};

void read_families(map_reader& map, analysis_settings& analysis, problem_list& problems) {
    const yaml_value* const families = map.find_map("families");
    if (!families)
        return;
    map_reader family(*families, "analysis.families.", problems);
    std::map<std::string, std::string> family_of;
    for (const yaml_member& member : families->members) {
        const yaml_value* const models = family.find_list(member.name, "models");
        if (!models)
            continue;
        const std::string key = "analysis.families." + member.name;
        auto& names = analysis.families[member.name];
        for (const yaml_value& item : models->items) {
            auto name = read_text(item, key, problems);
            if (!name)
                continue;
            if (const auto [other, fresh] = family_of.try_emplace(*name, member.name); !fresh)
                problems.add(item.where, key + ": '" + printable(*name, 60) + "' is in '" +
                                             printable(other->second, 60) +
                                             "' already: name it once");
            else
                names.push_back({std::move(*name), item.where});
        }
    }
}

} // namespace

void read_analysis_settings(map_reader& map, configuration& config,
                            const std::filesystem::path& folder, problem_list& problems) {
    const yaml_value* const value = map.find_map("analysis");
    if (!value)
        return;
    analysis_settings& analysis = config.analysis;
    map_reader analysis_map(*value, "analysis.", problems);
    std::size_t primary = 0;
    if (analysis_map.get("primary", primary, read_word, std::span(primaries)))
        analysis.primary = primaries[primary];
    analysis_map.get("margin", analysis.margin, read_number, number_range{0, 1, true});
    analysis_map.get("seed", analysis.seed, read_whole, 0,
                     std::numeric_limits<std::int64_t>::max());
    analysis_map.get("replicates", analysis.replicates, read_whole, 1, 10'000'000);
    read_families(analysis_map, analysis, problems);
    std::filesystem::path split;
    if (analysis_map.get("split", split, read_path, folder))
        analysis.split = {std::move(split), analysis_map.where("split")};
    analysis_map.finish();
}

} // namespace preceptron::config
