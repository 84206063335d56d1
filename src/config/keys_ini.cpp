#include "config/keys_ini.hpp"

#include "config/ini_file.hpp"
#include "config/ini_interpolation.hpp"
#include "config/key_doubt.hpp"
#include "config/provider_names.hpp"
#include "config/quotable.hpp"
#include "config/scalar.hpp"
#include "config/text_file.hpp"
#include "core/nearest.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace preceptron::config {

namespace {

constexpr std::string_view azure = "azure";
constexpr std::array<std::string_view, 2> sections{"api_keys", "azure"};
constexpr std::array<std::string_view, 3> azure_options{"api_key", "endpoint", "api_version"};

// The published example holds "sk-..." where a key belongs.
bool is_absent(std::string_view value) noexcept {
    return value.empty() || value.ends_with("...");
}

// A value that is no usable key matters only to a run that needs it, so it is kept as a refusal and
// is no problem yet; nor is a doubtful one a warning.
void keep_key(const std::string& name, std::string_view value, std::string source,
              const problem& place, keys& found) {
    auto key = secret::make(value, quotable(name));
    if (!key) {
        found.refuse(name, key.error().message + " (" + source + ")");
        return;
    }
    found.add(name, std::move(*key), std::move(source));
    if (const std::string_view doubt = doubt_about_key(value); !doubt.empty()) {
        problem told = place;
        told.message += "the key for '" + quotable(name) + "' " + std::string(doubt);
        found.add_doubt(name, std::move(told));
    }
}

using faults = std::map<std::string, std::string_view>; // of interpolate()

// `option`: as the file spells it; `of_section`: " under [api_keys]".
void add_key(const std::string& name, const std::string& option, std::string_view of_section,
             const ini_value& value, const faults& faulty, keys& found, problem_list& problems) {
    const auto fault = faulty.find(option);
    if (is_absent(value.text) && fault == faulty.end())
        return;
    if (found.find(name) || !found.refusal(name).empty()) {
        problems.add({value.line, 1}, "a second key for '" + name + "'");
        return;
    }
    std::string source = quotable(option) + std::string(of_section) + ", " +
                         problems.file().filename().string() + " line " +
                         std::to_string(value.line);
    if (fault != faulty.end())
        found.refuse(name, "the key for '" + quotable(name) + "' cannot be read: " +
                               std::string(fault->second) + " (" + source + ")");
    else
        keep_key(name, value.text, std::move(source), {problems.file(), {value.line, 1}, {}},
                 found);
}

void take_azure(const ini_section& section, const faults& faulty, keys& found,
                problem_list& problems) {
    for (const auto& [name, value] : section.options) {
        if (name == "api_key") {
            add_key(std::string(azure), name, " under [azure]", value, faulty, found, problems);
            continue;
        }
        const bool endpoint = name == "endpoint";
        if (!endpoint && name != "api_version")
            continue;
        if (const auto fault = faulty.find(name); fault != faulty.end())
            problems.add({value.line, 1}, std::string(fault->second));
        if (is_absent(value.text))
            continue;
        (endpoint ? found.azure.endpoint : found.azure.api_version) = value.text;
        if (endpoint)
            found.azure.endpoint_source =
                problems.file().string() + ":" + std::to_string(value.line);
    }
}

void warn_of_unused(const ini_file& file, problem_list& problems) {
    for (const auto& [name, section] : file.sections) {
        if (std::ranges::find(sections, name) == sections.end())
            problems.warn({section.line, 1},
                          "[" + quotable(name) + "] is not used" +
                              (find_provider(name) ? ": put the key under [api_keys], as " + name
                                                   : did_you_mean(name, sections)));
        if (name != azure)
            continue;
        for (const auto& [option, value] : section.options)
            if (std::ranges::find(azure_options, option) == azure_options.end())
                problems.warn({value.line, 1}, "'" + quotable(option) +
                                                   "' under [azure] is not used" +
                                                   did_you_mean(option, azure_options));
    }
}

void wipe_values(ini_section& section) {
    for (auto& [name, value] : section.options)
        wipe(value.text);
}

void take_file(const ini_file& file, keys& found, problem_list& problems) {
    warn_of_unused(file, problems);
    if (auto section = file.with_defaults("api_keys")) {
        const faults faulty = interpolate(*section);
        for (const auto& [name, value] : section->options) {
            if (name == no_key && !is_absent(value.text))
                problems.add({value.line, 1},
                             "'none' cannot name a key: in config.yaml it means that none is sent");
            else
                add_key(name, name, " under [api_keys]", value, faulty, found, problems);
        }
        wipe_values(*section);
    }
    if (auto section = file.with_defaults(azure)) {
        const faults faulty = interpolate(*section);
        take_azure(*section, faulty, found, problems);
        wipe_values(*section);
    }
}

void take_environment(const environment& env, keys& found) {
    for (const provider_defaults& p : providers) {
        const std::string name(p.key_name), variable(p.key_variable);
        if (variable.empty() || found.find(name) || !found.refusal(name).empty())
            continue;
        std::optional<std::string> value = env(variable);
        if (!value || is_absent(*value))
            continue;
        keep_key(name, *value, variable, {{}, {}, variable + ": "}, found);
        wipe(*value);
    }
    constexpr std::string_view endpoint_variable = "AZURE_OPENAI_ENDPOINT";
    if (const auto endpoint = env(endpoint_variable);
        found.azure.endpoint.empty() && endpoint && !is_absent(*endpoint)) {
        found.azure.endpoint = *endpoint;
        found.azure.endpoint_source = endpoint_variable;
    }
}

// `text` is cleaned and wiped here.
void take_text(std::string& text, keys& found, problem_list& problems) {
    if (clean_text(text, problems)) {
        ini_file file = parse_ini(text, problems);
        take_file(file, found, problems);
        for (auto& [name, section] : file.sections)
            wipe_values(section);
        wipe_values(file.defaults);
    }
    wipe(text);
}

loaded<keys> finish(keys found, problem_list& problems, const environment& env) {
    take_environment(env, found);
    loaded<keys> result;
    if (problems.empty())
        result.value = std::move(found);
    result.problems = problems.take_problems();
    result.warnings = problems.take_warnings();
    return result;
}

} // namespace

loaded<keys> parse_keys(std::string text, const std::filesystem::path& file,
                        const environment& env) {
    problem_list problems(file);
    keys found(problems.file());
    take_text(text, found, problems);
    return finish(std::move(found), problems, env);
}

loaded<keys> read_keys(const std::filesystem::path& file, bool named, const environment& env) {
    problem_list problems(file);
    keys found(problems.file());
    std::error_code ignored;
    if (named || std::filesystem::exists(file, ignored)) {
        std::optional<text_file> read = read_text_file(file, problems);
        if (read) {
            take_text(read->text, found, problems);
            if (read->readable_by_others && !found.empty())
                problems.warn({}, "other users can read the keys in this file: chmod 600 " +
                                      problems.file().string());
        }
    }
    return finish(std::move(found), problems, env);
}

} // namespace preceptron::config
