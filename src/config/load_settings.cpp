#include "config/load_settings.hpp"

#include "config/keys_ini.hpp"
#include "config/load_config.hpp"
#include "config/proxy_settings.hpp"

#include <iterator>
#include <set>

namespace preceptron::config {

namespace {

void append(std::vector<problem>& to, std::vector<problem>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// Of the keys that the judges need, each once.
std::vector<problem> doubts_about_keys(const configuration& config, const keys& available) {
    std::vector<problem> doubts;
    std::set<std::string_view> seen;
    for (const configured_judge& judge : config.judges)
        if (const problem* const doubt = available.doubt(judge.spec.key_name);
            doubt && seen.insert(judge.spec.key_name).second)
            doubts.push_back(*doubt);
    return doubts;
}

} // namespace

loaded<settings> load_settings(const std::filesystem::path& config_file,
                               const std::optional<std::filesystem::path>& keys_file,
                               const environment& env, paths_elsewhere elsewhere) {
    const std::filesystem::path beside = config_file.parent_path() / "config.ini";
    loaded<keys> found = read_keys(keys_file.value_or(beside), keys_file.has_value(), env);
    loaded<configuration> read =
        read_config(config_file, found.value ? &found.value->azure : nullptr, elsewhere);
    add_proxy_environment(read, env);
    if (const auto& config = read.value ? read.value : read.faulty; config && found.value) {
        std::vector<problem> doubts = doubts_about_keys(*config, *found.value);
        append(found.warnings, doubts);
    }
    loaded<settings> result;
    const bool whole = found.value && read.value;
    if (auto& config = read.value ? read.value : read.faulty)
        (whole ? result.value : result.faulty) =
            settings{std::move(*config), found.value ? std::move(*found.value) : keys(beside)};
    result.problems = std::move(read.problems);
    append(result.problems, found.problems);
    result.warnings = std::move(read.warnings);
    append(result.warnings, found.warnings);
    return result;
}

} // namespace preceptron::config
