#include "benchmark/most_threads.hpp"
#include "config/provider_names.hpp"
#include "config/quotable.hpp"
#include "config/read_judge.hpp"
#include "config/read_settings.hpp"
#include "core/nearest.hpp"

#include <algorithm>

namespace preceptron::config {

namespace {

bool check_provider(const yaml_member& member, std::string_view place, problem_list& problems) {
    if (is_extension(member.name))
        return false;
    if (find_provider(member.name))
        return true;
    problems.add(member.where, std::string(place) + ": unknown provider '" + quotable(member.name) +
                                   "'" + did_you_mean(member.name, provider_names));
    return false;
}

// One number for all, or a map of provider to number.
void read_threads(map_reader& map, configuration& config, problem_list& problems) {
    const yaml_value* const threads = map.find("threads");
    if (!threads)
        return;
    if (threads->type != yaml_value::kind::map) {
        if (const auto n = read_whole(*threads, "threads", problems, 1, most_threads))
            config.threads_for_all = static_cast<int>(*n);
        return;
    }
    for (const yaml_member& member : threads->members)
        if (check_provider(member, "threads", problems) &&
            member.value.type != yaml_value::kind::null)
            if (const auto n =
                    read_whole(member.value, "threads." + member.name, problems, 1, most_threads))
                config.threads_by_provider[member.name] = static_cast<int>(*n);
}

void read_provider_limits(map_reader& map, configuration& config, problem_list& problems) {
    const yaml_value* const limits = map.find_map("limits");
    if (!limits)
        return;
    map_reader by_provider(*limits, "limits.", problems);
    for (const yaml_member& member : limits->members)
        if (std::ranges::find(limit_names, member.name) != limit_names.end())
            problems.add(member.where, "limits." + member.name +
                                           ": limits are a provider's: write limits: {openai: {" +
                                           member.name + ": ..}}");
        else if (check_provider(member, "limits", problems))
            if (const yaml_value* const one = by_provider.find_map(member.name))
                config.limits_by_provider[member.name] =
                    read_limits(*one, "limits." + member.name + ".", problems);
}

void read_timeouts(map_reader& map, timeouts& out, problem_list& problems) {
    const yaml_value* const value = map.find_map("timeouts");
    if (!value)
        return;
    map_reader timeouts_map(*value, "timeouts.", problems);
    timeouts_map.get("connect", out.connect, read_duration);
    timeouts_map.get("first_byte", out.first_byte, read_duration);
    timeouts_map.get("idle", out.idle, read_duration);
    timeouts_map.get("total", out.total, read_duration);
    timeouts_map.finish();
    if (timeouts_map.names("first_byte") && out.total < out.first_byte)
        problems.warn(timeouts_map.where("first_byte"),
                      "timeouts.first_byte is longer than timeouts.total, which ends a call first");
}

void read_retries(map_reader& map, retries& out, problem_list& problems) {
    const yaml_value* const value = map.find_map("retries");
    if (!value)
        return;
    map_reader retries_map(*value, "retries.", problems);
    retries_map.get("max_attempts", out.max_attempts, read_whole, 1, 100);
    retries_map.get("max_wait", out.max_wait, read_duration);
    retries_map.finish();
}

} // namespace

void read_run_settings(map_reader& map, configuration& config, problem_list& problems) {
    read_threads(map, config, problems);
    read_provider_limits(map, config, problems);
    map.get("adaptive", config.adaptive, read_boolean);
    read_timeouts(map, config.timeouts, problems);
    read_retries(map, config.retries, problems);
    map.get("budget_usd", config.budget_usd, read_number, above_zero);
}

} // namespace preceptron::config
