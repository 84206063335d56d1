#include "config/missing_keys.hpp"

#include "config/provider_names.hpp"
#include "config/quotable.hpp"
#include "core/ascii.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <set>

namespace preceptron::config {

namespace {

std::string how_to_give(const std::string& name, const keys& available) {
    const std::string file = printable(available.file().string(), 4096);
    const auto provider = std::ranges::find(providers, name, &provider_defaults::key_name);
    std::string text =
        name == "azure" ? "put it as api_key under [azure] in " : "put it under [api_keys] in ";
    text += file;
    if (provider == providers.end() || provider->key_variable.empty())
        return text;
    // Who knows the variables may have written their names into the file.
    if (const std::string variable = ascii_lower(provider->key_variable); available.find(variable))
        return "rename '" + variable + "' under [api_keys] in " + file + " to '" + name + "'";
    return text + " or set " + std::string(provider->key_variable);
}

} // namespace

std::vector<problem> missing_keys(const configuration& config, const keys& available,
                                  const std::function<bool(const judge_spec&)>& wanted) {
    std::vector<problem> problems;
    std::set<std::string> seen;
    for (const configured_judge& judge : config.judges) {
        const std::string& name = judge.spec.key_name;
        if (!wanted(judge.spec) || name == no_key || available.find(name) || !seen.insert(name).second)
            continue;
        std::string message;
        if (const std::string_view refusal = available.refusal(name); !refusal.empty()) {
            message = refusal;
        } else {
            message = "no key for '" + quotable(name) + "'";
            if (const auto near = nearest(name, available.names()))
                message += " (there is one for '" + quotable(*near) + "')";
            message += ": " + how_to_give(name, available);
            const provider_defaults* const provider = find_provider(judge.spec.provider);
            if (provider && judge.spec.account != provider->name)
                message += ", or say key: none if the endpoint takes none";
        }
        problems.push_back({config.file, judge.item, std::move(message)});
    }
    return problems;
}

} // namespace preceptron::config
