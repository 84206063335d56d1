#include "config/read_settings.hpp"

#include "config/quotable.hpp"
#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace preceptron::config {

namespace {

constexpr std::array<std::string_view, 2> orders{"prefix", "dataset"};

void check_version(map_reader& map, problem_list& problems) {
    std::int64_t version = 1;
    map.get("version", version, read_whole, 1, std::numeric_limits<std::int64_t>::max());
    if (version != 1)
        problems.add(map.where("version"), "version: " + std::to_string(version) +
                                               " is made for a newer preceptron; this one reads 1");
}

void read_main_path(map_reader& map, std::string_view key, located<std::filesystem::path>& out,
                    const std::filesystem::path& folder, bool is_elsewhere,
                    std::string_view meaning, problem_list& problems) {
    if (map.find(key)) {
        map.get(key, out.value, read_path, folder);
        out.where = map.where(key);
    } else if (!is_elsewhere) {
        const bool named = map.names(key);
        problems.add(named ? map.where(key) : position{},
                     (named ? "nothing stands behind '" : "no '") + std::string(key) +
                         "': " + std::string(meaning));
    }
}

void optional_path(map_reader& map, std::string_view key,
                   std::optional<located<std::filesystem::path>>& out,
                   const std::filesystem::path& folder) {
    std::filesystem::path path;
    if (map.get(key, path, read_path, folder))
        out = {std::move(path), map.where(key)};
}

void read_tasks(map_reader& map, configuration& config, problem_list& problems) {
    const yaml_value* const tasks = map.find_list("tasks", "task names");
    if (!tasks)
        return;
    for (const yaml_value& item : tasks->items) {
        auto name = read_text(item, "tasks", problems);
        if (!name)
            continue;
        const auto same = [&](const auto& earlier) { return earlier.value == *name; };
        if (std::ranges::any_of(config.tasks, same))
            problems.warn(item.where, "'" + quotable(*name) + "' is listed twice");
        else
            config.tasks.push_back({std::move(*name), item.where});
    }
}

void read_aliases(map_reader& map, configuration& config, problem_list& problems) {
    const yaml_value* const aliases = map.find_map("task_aliases");
    if (!aliases)
        return;
    for (const yaml_member& member : aliases->members)
        if (auto task = read_text(member.value, "task_aliases." + member.name, problems))
            config.task_aliases[member.name] = {std::move(*task), member.value.where};
}

void read_allowed_hosts(map_reader& map, configuration& config, problem_list& problems) {
    const yaml_value* const hosts = map.find_list("allowed_hosts", "host names");
    if (!hosts)
        return;
    config.allowed_hosts.emplace();
    for (const yaml_value& item : hosts->items) {
        const auto host = read_text(item, "allowed_hosts", problems);
        if (!host)
            continue;
        std::string name = ascii_lower(*host);
        if (name.starts_with('[') && name.ends_with(']'))
            name = name.substr(1, name.size() - 2);
        // Two colons or more: an IPv6 address.
        if (name.find_first_of("/@ *") != name.npos || std::ranges::count(name, ':') == 1)
            problems.add(item.where, "allowed_hosts: '" + quotable_url(name) +
                                         "' is not a host name (no scheme, port, path or '*')");
        else
            config.allowed_hosts->push_back(std::move(name));
    }
}

void read_proxy(map_reader& map, configuration& config, problem_list& problems) {
    const yaml_value* const value = map.find("proxy");
    if (value && value->type == yaml_value::kind::scalar && value->text.empty()) {
        problems.add(value->where, "proxy: the text is empty: write none for no proxy");
        return;
    }
    std::string text;
    if (!map.get("proxy", text, read_text))
        return;
    config.without_proxy = ascii_lower(text) == "none";
    if (config.without_proxy)
        return;
    auto proxy = parse_proxy_url(text);
    wipe(text);
    if (!proxy) {
        problems.add(map.where("proxy"), "proxy: " + proxy.error().message);
        return;
    }
    const auto& allowed = config.allowed_hosts;
    if (allowed && std::ranges::find(*allowed, proxy->host) == allowed->end())
        problems.add(map.where("proxy"), "the host '" + proxy->host + "' is not in allowed_hosts");
    const position where = map.where("proxy");
    config.proxy = proxy_settings{
        std::move(*proxy),
        "proxy, " + config.file.filename().string() + " line " + std::to_string(where.line), where};
}

} // namespace

void read_benchmark_settings(map_reader& map, configuration& config,
                             const std::filesystem::path& folder, paths_elsewhere elsewhere,
                             problem_list& problems) {
    check_version(map, problems);
    read_main_path(map, "dataset_path", config.dataset_path, folder, elsewhere.dataset,
                   "the dataset, relative to this file's folder", problems);
    read_main_path(map, "output_dir", config.output_dir, folder, elsewhere.output_dir,
                   "the folder for results, relative to this file's folder", problems);
    read_tasks(map, config, problems);
    read_aliases(map, config, problems);
    optional_path(map, "tasks_dir", config.tasks_dir, folder);
    std::size_t order = 0;
    if (map.get("order", order, read_word, std::span(orders)))
        config.order = static_cast<entry_order>(order);
}

void read_network_settings(map_reader& map, configuration& config,
                           const std::filesystem::path& folder, problem_list& problems) {
    read_allowed_hosts(map, config, problems);
    read_proxy(map, config, problems);
    optional_path(map, "ca_file", config.ca_file, folder);
}

} // namespace preceptron::config
