#include "cli/cmd_tune.hpp"

#include "benchmark/most_threads.hpp"
#include "benchmark/rate_limits.hpp"
#include "cli/flags/bounds.hpp"
#include "config/environment.hpp"
#include "config/load_settings.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "journal/lock.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/live_file.hpp"
#include "session/folder/manifest.hpp"
#include "session/tuning/tune_mailbox.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <set>
#include <span>

#include <pwd.h>
#include <unistd.h>

namespace preceptron::cli {

namespace {

struct tune_command {
    std::filesystem::path folder;
    std::vector<std::string> threads, limits; // "openai=40", "openai.requests_per_minute=300"
    bool pause = false, resume = false;
    std::optional<double> budget_usd;
    std::optional<std::filesystem::path> keys;
    presentation how;

    bool says_something() const {
        return !threads.empty() || !limits.empty() || pause || resume || budget_usd;
    }
};

std::string who_asks() {
    const auto user = config::process_environment()("USER");
    const passwd* const account = user ? nullptr : ::getpwuid(::getuid());
    return user.value_or(account ? account->pw_name : std::to_string(::getuid())) + "@" +
           journal::host_name();
}

// The accounts that are meant by a name: the one that has it, or else all of a provider.
std::vector<std::string> accounts_named(std::string_view name, const session::live_run& run) {
    std::vector<std::string> found;
    if (std::ranges::find(run.progress.lanes, name, &runner::lane_progress::name) !=
        run.progress.lanes.end())
        return {std::string(name)};
    for (const runner::lane_progress& lane : run.progress.lanes)
        if (lane.name.substr(0, lane.name.find_first_of("@+")) == name)
            found.push_back(lane.name);
    return found;
}

failure no_such_account(std::string_view name, const session::live_run& run) {
    std::vector<std::string_view> known;
    for (const runner::lane_progress& lane : run.progress.lanes)
        known.push_back(lane.name);
    return fail(errc::usage, "the run has no account '" + printable(name, 60) + "'" +
                                 did_you_mean_of(name, known));
}

std::optional<double> number_above_zero(std::string_view text) {
    double number = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = ec == std::errc{} && end == text.data() + text.size();
    return whole && std::isfinite(number) && number > 0 ? std::optional(number) : std::nullopt;
}

result<void> read_threads(const std::string& text, const session::live_run& run,
                          session::tuning& into) {
    const std::size_t equals = text.rfind('=');
    const std::string name = equals == text.npos ? "" : text.substr(0, equals);
    const bool of_all = equals == text.npos;
    const auto number = number_above_zero(text.substr(equals == text.npos ? 0 : equals + 1));
    if ((name.empty() && !of_all) || !number || *number != std::floor(*number) ||
        *number > most_threads)
        return fail(errc::usage, "--threads: '" + printable(text, 60) +
                                     "' is not N or ACCOUNT=N, N from 1 to 10,000");
    std::vector<std::string> accounts;
    if (of_all)
        for (const runner::lane_progress& lane : run.progress.lanes)
            accounts.push_back(lane.name);
    else
        accounts = accounts_named(name, run);
    if (accounts.empty())
        return no_such_account(name, run);
    for (const std::string& account : accounts)
        into.accounts[account].threads = static_cast<int>(*number);
    return {};
}

failure no_such_limit(std::string_view name) {
    std::vector<std::string_view> known;
    for (const named_limit& limit : all_limits)
        known.push_back(limit.name);
    return fail(errc::usage, "--limit: there is no limit '" + printable(name, 60) + "'" +
                                 did_you_mean_of(name, known));
}

// ACCOUNT.LIMIT=N; account names may hold dots, names of limits do not.
result<void> read_limit(const std::string& text, const session::live_run& run,
                        session::tuning& into) {
    const std::size_t equals = text.rfind('=');
    const std::size_t dot = equals == text.npos ? text.npos : text.rfind('.', equals);
    if (dot == text.npos || dot == 0)
        return fail(errc::usage, "--limit: '" + printable(text, 60) +
                                     "' is not ACCOUNT.LIMIT=N, as in "
                                     "openai.requests_per_minute=300");
    const std::string account = text.substr(0, dot);
    const std::string limit = text.substr(dot + 1, equals - dot - 1);
    const std::string value = text.substr(equals + 1);
    const auto number = number_above_zero(value);
    if (std::ranges::find(all_limits, limit, &named_limit::name) == all_limits.end())
        return no_such_limit(limit);
    if (!number && value != "none")
        return fail(errc::usage, "--limit: '" + printable(value, 60) +
                                     "' is neither a number above zero nor 'none'");
    const auto accounts = accounts_named(account, run);
    if (accounts.empty())
        return no_such_account(account, run);
    for (const std::string& name : accounts)
        into.accounts[name].limits[limit] = number;
    return {};
}

// Of "NAME=N" the name, of "N" nothing.
std::string_view setting_of(std::string_view text) {
    const std::size_t equals = text.rfind('=');
    return text.substr(0, equals == text.npos ? 0 : equals);
}

result<void> refuse_second_numbers(const std::string& flag, std::span<const std::string> texts) {
    std::set<std::string_view> said;
    for (const std::string& text : texts)
        if (const auto [setting, fresh] = said.insert(setting_of(text)); !fresh)
            return fail(errc::usage, flag + ": more than one number for " +
                                         (setting->empty() ? "all accounts"
                                                           : "'" + printable(*setting, 60) + "'"));
    return {};
}

result<session::tuning> from_flags(const tune_command& command, const session::live_run& run) {
    session::tuning t;
    // What is said of one account holds, wherever it stands beside what is said of all.
    std::vector<std::string> threads = command.threads;
    std::ranges::stable_partition(
        threads, [](const std::string& text) { return text.find('=') == text.npos; });
    if (auto once = refuse_second_numbers("--threads", threads); once.has_error())
        return once.error();
    if (auto once = refuse_second_numbers("--limit", command.limits); once.has_error())
        return once.error();
    for (const std::string& text : threads)
        if (auto read = read_threads(text, run, t); read.has_error())
            return read.error();
    for (const std::string& text : command.limits)
        if (auto read = read_limit(text, run, t); read.has_error())
            return read.error();
    if (command.pause || command.resume)
        for (const runner::lane_progress& lane : run.progress.lanes)
            t.accounts[lane.name].held = command.pause;
    t.changes_budget = command.budget_usd.has_value();
    t.budget_usd = command.budget_usd;
    return t;
}

session::limit_changes all_of(const rate_limits& limits) {
    session::limit_changes all;
    for (const named_limit& limit : all_limits)
        all.emplace(limit.name, limits.*limit.value);
    return all;
}

// threads, limits and budget_usd of the configuration as it is now.
session::tuning from_config(const config::configuration& config) {
    session::tuning t;
    for (const config::account& a : config.accounts) {
        session::account_tuning& into = t.accounts[a.name];
        into.threads = a.threads;
        into.limits = all_of(a.limits);
    }
    for (const config::configured_judge& judge : config.judges)
        t.judges[judge.spec.name] = all_of(judge.limits);
    t.changes_budget = true;
    t.budget_usd = config.budget_usd;
    return t;
}

int send(session::tuning t, const std::filesystem::path& checkpoint, const console& out) {
    t.by = who_asks();
    const auto effect = session::ask_to_tune(checkpoint, t, std::chrono::seconds(5));
    if (effect.has_error())
        return out.fail(effect.error());
    if (!effect->refused.empty()) {
        const int status = out.fail(fail(errc::bad_configuration, printable(effect->refused, 400)));
        out.note("nothing was changed");
        return status;
    }
    std::string changes;
    for (const session::tuned_setting& c : effect->changed)
        changes +=
            printable(c.what) + ": " + printable(c.before) + " -> " + printable(c.after) + "\n";
    const int shown = out.show(changes);
    for (const std::string& name : effect->unknown)
        out.note(printable(name) + " is not part of this run: nothing is changed for it");
    if (effect->changed.empty())
        out.note("nothing to change: the run has these threads, limits and budget");
    return shown;
}

int execute(const tune_command& command) {
    const console out = command.how.make_console();
    const auto folder = std::filesystem::absolute(command.folder);
    const auto made_with = session::read_manifest(folder);
    if (made_with.has_error())
        return out.fail(made_with.error());
    const auto run = session::read_live_run(results::checkpoint_in(folder));
    if (!run)
        return out.fail(fail(errc::no_such_input, folder.string() + ": no run is at work there"));
    if (command.says_something()) {
        auto t = from_flags(command, *run);
        if (t.has_error())
            return out.fail(t.error());
        const int status = send(std::move(*t), results::checkpoint_in(folder), out);
        if (status == 0 && command.budget_usd)
            out.note("this budget ends with the run; for later ones set budget_usd in " +
                     made_with->config_file.string());
        return status;
    }
    // The run that lives has them, from wherever.
    constexpr config::paths_elsewhere known{.dataset = true, .output_dir = true};
    const auto settings = config::load_settings(made_with->config_file, command.keys,
                                                config::process_environment(), known);
    if (!settings.value) {
        const int status = out.fail(settings.problems);
        out.note("nothing was changed");
        return status;
    }
    return send(from_config(settings.value->config), results::checkpoint_in(folder), out);
}

} // namespace

void add_tune(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<tune_command>();
    CLI::App* const sub = add_command(
        app, "tune", "Changes a run that lives; without flags, to what its config file says now",
        "preceptron tune results/ --threads openai=40");
    sub->add_option("DIR", command->folder, "The output folder")->required()->type_name("");
    add_names(sub, "--threads", command->threads, "Calls at a time")->type_name("[ACCOUNT=]N,..");
    add_names(sub, "--limit", command->limits, "As requests_per_minute; 'none' lifts it")
        ->type_name("ACCOUNT.LIMIT=N,..");
    auto* const pause = sub->add_flag("--pause", command->pause, "Sends nothing until --resume");
    sub->add_flag("--resume", command->resume, "Goes on")->excludes(pause);
    sub->add_option("--budget-usd", command->budget_usd,
                    "For the folder's runs so far and this one")
        ->type_name("N")
        ->check(positive_number());
    sub->add_option("--keys", command->keys, "Default: config.ini beside the config")
        ->type_name("FILE");
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
