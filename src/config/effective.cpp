#include "config/effective.hpp"

#include "benchmark/write_json.hpp"
#include "config/duration.hpp"
#include "core/hash.hpp"
#include "core/json_text.hpp"

namespace preceptron::config {

namespace {

template<class T>
void optional_member(json_writer& out, std::string_view name, const std::optional<T>& value) {
    out.key(name);
    if (value)
        out.value(*value);
    else
        out.null();
}

void path_member(json_writer& out, std::string_view name,
                 const std::optional<located<std::filesystem::path>>& path) {
    optional_member(out, name, path ? std::optional(path->value.string()) : std::nullopt);
}

void write_limits(json_writer& out, const rate_limits& limits) {
    out.key("limits").begin_object();
    for (const named_limit& limit : all_limits)
        optional_member(out, limit.name, limits.*limit.value);
    out.end_object();
}

void write_judge(json_writer& out, const configured_judge& judge) {
    const judge_spec& spec = judge.spec;
    out.begin_object();
    out.member("name", spec.name).member("provider", spec.provider);
    out.member("model_id", spec.model_id).member("base_url", spec.base_url);
    out.member("api_version", spec.api_version).member("account", spec.account);
    out.member("key", spec.key_name).member("allow_plain_http", spec.allow_plain_http);
    write_limits(out, judge.limits);
    optional_member(out, "temperature", spec.temperature);
    optional_member(out, "max_output_tokens", spec.max_output_tokens);
    optional_member(out, "reasoning_effort", spec.reasoning_effort);
    out.member("prompt", spec.prompt).member("repeats", spec.repeats);
    out.member("stream", spec.stream);
    out.member("structured_output", to_string(spec.format));
    out.key("price");
    if (spec.price) {
        out.begin_object().member("input", spec.price->input);
        out.member("cached_input", spec.price->cached_input);
        out.member("cache_write", spec.price->cache_write);
        out.member("output", spec.price->output).end_object();
    } else {
        out.null();
    }
    out.key("extra_body");
    write_json(out, spec.extra_body);
    out.end_object();
}

void write_account(json_writer& out, const account& a) {
    out.begin_object().member("name", a.name).member("provider", a.provider);
    out.member("base_url", a.base_url).member("key", a.key_name).member("threads", a.threads);
    out.member("adaptive", a.adaptive);
    write_limits(out, a.limits);
    out.end_object();
}

void write_run(json_writer& out, const configuration& config) {
    out.key("timeouts").begin_object();
    out.member("connect", to_string(config.timeouts.connect));
    out.member("first_byte", to_string(config.timeouts.first_byte));
    out.member("idle", to_string(config.timeouts.idle));
    out.member("total", to_string(config.timeouts.total)).end_object();
    out.key("retries").begin_object().member("max_attempts", config.retries.max_attempts);
    out.member("max_wait", to_string(config.retries.max_wait)).end_object();
    optional_member(out, "budget_usd", config.budget_usd);
    out.key("allowed_hosts");
    if (config.allowed_hosts) {
        out.begin_array();
        for (const std::string& host : *config.allowed_hosts)
            out.value(host);
        out.end_array();
    } else {
        out.null();
    }
    optional_member(out, "proxy", config.proxy ? std::optional(config.proxy->url.text)
                                               : std::nullopt);
    path_member(out, "ca_file", config.ca_file);
}

void write_analysis(json_writer& out, const analysis_settings& analysis) {
    out.key("analysis").begin_object();
    out.member("primary", analysis.primary).member("margin", analysis.margin);
    out.member("seed", analysis.seed).member("replicates", analysis.replicates);
    out.key("families").begin_object();
    for (const auto& [family, models] : analysis.families) {
        out.key(family).begin_array();
        for (const auto& model : models)
            out.value(model.value);
        out.end_array();
    }
    out.end_object();
    path_member(out, "split", analysis.split);
    out.end_object();
}

} // namespace

std::string effective_json(const configuration& config, int indent) {
    std::string text;
    json_writer out(text, indent);
    out.begin_object().member("version", 1);
    out.member("dataset_path", config.dataset_path.value.string());
    out.member("output_dir", config.output_dir.value.string());
    out.key("tasks").begin_array();
    for (const auto& task : config.tasks)
        out.value(task.value);
    out.end_array();
    out.key("task_aliases").begin_object();
    for (const auto& [alias, task] : config.task_aliases)
        out.member(alias, task.value);
    out.end_object();
    path_member(out, "tasks_dir", config.tasks_dir);
    out.member("order", config.order == entry_order::prefix ? "prefix" : "dataset");
    write_run(out, config);
    out.key("accounts").begin_array();
    for (const account& a : config.accounts)
        write_account(out, a);
    out.end_array();
    out.key("models").begin_array();
    for (const configured_judge& judge : config.judges)
        write_judge(out, judge);
    out.end_array();
    write_analysis(out, config.analysis);
    out.end_object();
    return text;
}

std::string config_hash(const configuration& config) {
    return to_hex(sha256_of(effective_json(config)));
}

} // namespace preceptron::config
