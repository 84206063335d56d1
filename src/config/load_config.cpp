#include "config/load_config.hpp"

#include "config/accounts.hpp"
#include "config/config_yaml.hpp"
#include "config/map_reader.hpp"
#include "config/provider_names.hpp"
#include "config/read_judge.hpp"
#include "config/read_settings.hpp"
#include "config/text_file.hpp"
#include "core/ascii.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace preceptron::config {

namespace {

// Keys that at the top of the file have lost their indentation, and what they belong under.
struct lower_keys {
    std::string_view place;
    std::span<const std::string_view> names;
};

constexpr std::array<std::string_view, 16> judge_keys{
    "name",      "provider",         "model_id",    "temperature", "max_output_tokens",
    "prompt",    "reasoning_effort", "repeats",     "stream",      "structured_output",
    "base_url",  "allow_plain_http", "api_version", "key",         "price",
    "extra_body"};
constexpr std::array<std::string_view, 4> timeout_keys{"connect", "first_byte", "idle", "total"};
constexpr std::array<std::string_view, 2> retry_keys{"max_attempts", "max_wait"};
constexpr std::array<std::string_view, 6> analysis_keys{"primary",    "margin",   "seed",
                                                        "replicates", "families", "split"};
constexpr std::array below{lower_keys{"models:", judge_keys}, lower_keys{"timeouts:", timeout_keys},
                           lower_keys{"retries:", retry_keys},
                           lower_keys{"a provider under limits:", limit_names},
                           lower_keys{"analysis:", analysis_keys}};

std::string explain_unknown(std::string_view name, const yaml_value& value) {
    if (find_provider(name))
        return value.type == yaml_value::kind::map ? ": indent it under limits:"
                                                   : ": indent it under threads:";
    for (const lower_keys& keys : below)
        if (std::ranges::find(keys.names, name) != keys.names.end())
            return ": indent it under " + std::string(keys.place);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> other_words{
        {{"judges", "models"},
         {"dataset", "dataset_path"},
         {"output", "output_dir"},
         {"output_path", "output_dir"}}};
    for (const auto& [theirs, ours] : other_words)
        if (name == theirs)
            return ": did you mean '" + std::string(ours) + "'?";
    return name.ends_with("api_key") || name == "api_keys" ? ": keys belong into config.ini" : "";
}

void read_judges(map_reader& map, configuration& config, const std::filesystem::path& folder,
                 problem_list& problems) {
    const yaml_value* const value = map.find("models");
    if (!value || (value->type == yaml_value::kind::list && value->items.empty())) {
        problems.add(map.names("models") ? map.where("models") : position{},
                     "no models: list at least one with name, provider and model_id");
        return;
    }
    if (value->type == yaml_value::kind::map) {
        problems.add(value->where,
                     "models: expected a list, found a map: begin each model with '- '");
        return;
    }
    if (!map.find_list("models", "models with name, provider and model_id"))
        return;
    for (const yaml_value& item : value->items) {
        if (item.type == yaml_value::kind::map)
            config.judges.push_back(read_judge(item, folder, problems));
        else if (item.type != yaml_value::kind::unusable)
            problems.add(item.where,
                         "models: expected name, provider and model_id, found " + describe(item));
    }
}

void check_names(const configuration& config, problem_list& problems) {
    for (auto judge = config.judges.begin(); judge != config.judges.end(); ++judge) {
        const std::string& name = judge->spec.name;
        if (name.empty())
            continue;
        // An earlier judge whose name differs in letter case must not hide one of the same name.
        const auto same = std::find_if(config.judges.begin(), judge, [&](const auto& earlier) {
            return earlier.spec.name == name;
        });
        const auto alike = std::find_if(config.judges.begin(), judge, [&](const auto& earlier) {
            return ascii_lower(earlier.spec.name) == ascii_lower(name);
        });
        if (same != judge)
            problems.add(judge->name, "a judge named '" + printable(name, 60) +
                                          "' stands in line " + std::to_string(same->name.line) +
                                          " already: they would share result files");
        else if (alike != judge)
            problems.warn(judge->name, "'" + printable(name, 60) + "' and '" +
                                           printable(alike->spec.name, 60) + "' of line " +
                                           std::to_string(alike->name.line) +
                                           " share result files where letter case does not count "
                                           "(macOS, Windows)");
    }
}

configuration read_root(const yaml_value& root, const azure_settings* azure,
                        paths_elsewhere elsewhere, problem_list& problems) {
    configuration config;
    config.file = problems.file();
    // Symbolic links are resolved before "..", as the kernel would.
    std::error_code error;
    std::filesystem::path folder =
        std::filesystem::weakly_canonical(config.file.parent_path(), error);
    if (error)
        folder = config.file.parent_path();
    map_reader map(root, "", problems);
    read_benchmark_settings(map, config, folder, elsewhere, problems);
    read_run_settings(map, config, problems);
    read_network_settings(map, config, folder, problems);
    read_analysis_settings(map, config, folder, problems);
    read_judges(map, config, folder, problems);
    map.finish(explain_unknown);
    check_names(config, problems);
    resolve_accounts(config, azure, problems);
    return config;
}

std::optional<configuration> read_document(std::string& text, const azure_settings* azure,
                                           paths_elsewhere elsewhere, problem_list& problems) {
    if (!clean_text(text, problems))
        return {};
    const auto root = parse_yaml(text, problems);
    if (!root)
        return {};
    switch (root->type) {
    case yaml_value::kind::map:
        return read_root(*root, azure, elsewhere, problems);
    case yaml_value::kind::null:
        problems.add({}, "the file is empty: it needs dataset_path, output_dir and models");
        break;
    case yaml_value::kind::unusable:
        break;
    default:
        problems.add(root->where, "expected keys such as dataset_path:, found " + describe(*root));
    }
    return {};
}

loaded<configuration> finish(std::optional<configuration> config, problem_list& problems) {
    loaded<configuration> result;
    (problems.empty() ? result.value : result.faulty) = std::move(config);
    result.problems = problems.take_problems();
    result.warnings = problems.take_warnings();
    return result;
}

} // namespace

loaded<configuration> parse_config(std::string text, const std::filesystem::path& file,
                                   const azure_settings* azure, paths_elsewhere elsewhere) {
    problem_list problems(file);
    auto config = read_document(text, azure, elsewhere, problems);
    return finish(std::move(config), problems);
}

loaded<configuration> read_config(const std::filesystem::path& file, const azure_settings* azure,
                                  paths_elsewhere elsewhere) {
    problem_list problems(file);
    std::optional<configuration> config;
    if (auto read = read_text_file(file, problems))
        config = read_document(read->text, azure, elsewhere, problems);
    return finish(std::move(config), problems);
}

} // namespace preceptron::config
