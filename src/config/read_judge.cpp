#include "config/read_judge.hpp"

#include "benchmark/most_threads.hpp"
#include "config/extra_body.hpp"
#include "config/map_reader.hpp"
#include "config/provider_names.hpp"
#include "config/quotable.hpp"
#include "core/ascii.hpp"
#include "core/nearest.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace preceptron::config {

namespace {

constexpr std::array<std::string_view, 2> prompt_variants{"default", "calibrated"};

// Result files are named after judge and task, percent-encoded outside [A-Za-z0-9._-]; a file name
// holds at most 255 bytes, and the task wants its share.
constexpr std::ptrdiff_t longest_encoded_name = 180;

std::ptrdiff_t encoded_size(std::string_view name) {
    const auto plain = std::ranges::count_if(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '.' || c == '_' || c == '-';
    });
    return plain + 3 * (std::ssize(name) - plain);
}

void require(map_reader& map, std::string_view key, std::string& out, position& where,
             std::string_view meaning, problem_list& problems) {
    const yaml_value* const value = map.find(key);
    where = map.where(key);
    if (value)
        map.get(key, out, read_text);
    else
        problems.add(where, std::string(map.names(key) ? "nothing stands behind '" : "no '") +
                                std::string(key) + "': " + std::string(meaning));
}

void read_provider(map_reader& map, configured_judge& judge, problem_list& problems) {
    require(map, "provider", judge.spec.provider, judge.provider, alternatives(provider_names),
            problems);
    if (!judge.spec.provider.empty() && !find_provider(judge.spec.provider))
        problems.add(judge.provider, "unknown provider '" + quotable(judge.spec.provider) + "'" +
                                         did_you_mean(judge.spec.provider, provider_names) +
                                         " (there are " + alternatives(provider_names) + ")");
}

// A variant's name, or else a task file.
void read_prompt(map_reader& map, configured_judge& judge, const std::filesystem::path& folder,
                 problem_list& problems) {
    judge.prompt = map.where("prompt");
    std::string prompt;
    if (!map.get("prompt", prompt, read_text))
        return;
    const bool file =
        prompt.find('/') != prompt.npos || prompt.ends_with(".yaml") || prompt.ends_with(".yml");
    if (file) {
        if (auto path = read_path(*map.find("prompt"), "prompt", problems, folder))
            judge.spec.prompt = path->string();
    } else if (std::ranges::find(prompt_variants, prompt) != prompt_variants.end()) {
        judge.spec.prompt = prompt;
    } else {
        problems.add(judge.prompt, "prompt: expected default, calibrated or a task file (.yaml), "
                                   "found '" +
                                       quotable(prompt) + "'" +
                                       did_you_mean(prompt, prompt_variants));
    }
}

void read_price(map_reader& judge_map, judge_spec& spec, problem_list& problems) {
    const yaml_value* const value = judge_map.find_map("price");
    if (!value)
        return;
    map_reader map(*value, "price.", problems);
    token_price price;
    const bool input = map.get("input", price.input, read_number, zero_or_more);
    const bool output = map.get("output", price.output, read_number, zero_or_more);
    // Without a discount of their own, tokens that pass a cache cost what input costs.
    price.cached_input = price.cache_write = price.input;
    map.get("cached_input", price.cached_input, read_number, zero_or_more);
    map.get("cache_write", price.cache_write, read_number, zero_or_more);
    map.finish();
    if (!map.find("input") || !map.find("output")) // absent, or nothing behind it
        problems.add(value->where, "price: needs both input and output, in USD per million tokens");
    else if (input && output)
        spec.price = price;
}

void read_sampling(map_reader& map, judge_spec& spec, problem_list& problems) {
    map.get("temperature", spec.temperature, read_number, number_range{0, 2});
    map.get("max_output_tokens", spec.max_output_tokens, read_whole, 1, 10'000'000);
    map.get("reasoning_effort", spec.reasoning_effort, read_text);
    map.get("repeats", spec.repeats, read_whole, 1, 1000);
    map.get("stream", spec.stream, read_boolean);
    std::size_t format = 0;
    if (map.get("structured_output", format, read_word, std::span(structured_output_names)))
        spec.format = static_cast<structured_output>(format);
    if (spec.format == structured_output::json_object && spec.provider == "anthropic")
        problems.warn(map.where("structured_output"),
                      "structured_output: anthropic has no json_object, so the form is left to the "
                      "prompt: json_schema is what it knows");
    if (const yaml_value* const body = map.find_map("extra_body")) {
        spec.extra_body = read_extra_body(*body, problems);
        warn_of_replaced_keys(*body, map, problems);
    }
}

void read_key_name(map_reader& map, configured_judge& judge, problem_list& problems) {
    judge.key = map.where("key");
    std::string name;
    if (map.names("key") && !map.find("key"))
        problems.add(judge.key, "key: write none, or the name of a key in config.ini");
    if (!map.get("key", name, read_text))
        return;
    if (may_hold_key(name) || name.size() > 40)
        problems.add(judge.key, "key: takes the name of a key in config.ini, never the key itself");
    else
        judge.spec.key_name = ascii_lower(name);
}

void read_connection(map_reader& map, configured_judge& judge, problem_list& problems) {
    judge.base_url = map.where("base_url");
    map.get("base_url", judge.spec.base_url, read_text);
    map.get("allow_plain_http", judge.spec.allow_plain_http, read_boolean);
    read_key_name(map, judge, problems);
    const provider_defaults* const provider = find_provider(judge.spec.provider);
    if (map.get("api_version", judge.spec.api_version, read_text) && provider &&
        !provider->has_api_version)
        problems.add(map.where("api_version"), "api_version: " + judge.spec.provider +
                                                   " has none (it belongs to azure and anthropic)");
    judge.threads.where = map.where("threads");
    if (int threads = 0; map.get("threads", threads, read_whole, 1, most_threads))
        judge.threads.value = threads;
    judge.limits_at = map.where("limits");
    if (const yaml_value* const limits = map.find_map("limits"))
        judge.limits = read_limits(*limits, "limits.", problems);
}

// Names that other programs, and the providers' own interfaces, have.
std::string explain_unknown(std::string_view name, const yaml_value&) {
    constexpr std::array<std::string_view, 6> of_body{
        "top_p", "top_k", "seed", "stop", "presence_penalty", "frequency_penalty"};
    constexpr std::array<std::string_view, 14> of_run{
        "budget_usd",   "timeouts",   "retries",   "adaptive",      "order",
        "proxy",        "ca_file",    "tasks",     "allowed_hosts", "analysis",
        "dataset_path", "output_dir", "tasks_dir", "task_aliases"};
    if (name == "api_key")
        return ": keys belong into config.ini";
    if (name == "model")
        return ": did you mean 'model_id'?";
    if (name == "max_tokens" || name == "max_completion_tokens")
        return ": did you mean 'max_output_tokens'?";
    if (name == "budget" || name == "max_budget" || name == "max_cost")
        return ": write budget_usd at the top of the file: it holds for all judges together";
    if (std::ranges::find(of_run, name) != of_run.end())
        return ": it is of the whole file: write it at the top";
    return std::ranges::find(of_body, name) == of_body.end() ? "" : ": write it under extra_body:";
}

} // namespace

configured_judge read_judge(const yaml_value& entry, const std::filesystem::path& folder,
                            problem_list& problems) {
    configured_judge judge;
    judge.item = entry.where;
    map_reader map(entry, "", problems);
    require(map, "name", judge.spec.name, judge.name, "it names the judge and its result files",
            problems);
    if (encoded_size(judge.spec.name) > longest_encoded_name)
        problems.add(judge.name, "name: too long for the name of a result file");
    read_provider(map, judge, problems);
    require(map, "model_id", judge.spec.model_id, judge.model_id,
            "the name the provider knows the model by", problems);
    judge.spec.line = judge.model_id.line;
    read_connection(map, judge, problems);
    read_sampling(map, judge.spec, problems);
    read_prompt(map, judge, folder, problems);
    read_price(map, judge.spec, problems);
    map.finish(explain_unknown);
    return judge;
}

rate_limits read_limits(const yaml_value& value, const std::string& place, problem_list& problems) {
    rate_limits limits;
    map_reader map(value, place, problems);
    for (const named_limit& limit : all_limits)
        map.get(limit.name, limits.*limit.value, read_number, above_zero);
    map.finish();
    return limits;
}

} // namespace preceptron::config
