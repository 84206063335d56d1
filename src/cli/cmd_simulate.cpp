#include "cli/cmd_simulate.hpp"

#include "cli/flags/bounds.hpp"
#include "cli/flags/path_flags.hpp"
#include "simulator/run_simulator.hpp"

#include <iostream>
#include <memory>

namespace preceptron::cli {

namespace {

struct simulate_command {
    simulator::server_settings settings;
    std::vector<std::string> faults;
    presentation how;
};

// What would be given for nothing.
std::optional<failure> in_vain(const simulator::server_settings& s) {
    if (s.most_ttft.count() > 0 && s.most_ttft < s.ttft)
        return fail(errc::usage, "--ttft-most is less than --ttft");
    if (s.halve_limits_after.count() > 0 && !s.requests_per_minute && !s.tokens_per_minute)
        return fail(errc::usage, "--halve-after: neither --rpm nor --tpm is given");
    return {};
}

int execute(simulate_command& command) {
    const console out = command.how.make_console();
    if (const auto wrong = in_vain(command.settings))
        return out.fail(*wrong);
    for (const std::string& text : command.faults) {
        const auto parsed = simulator::parse_fault(text);
        if (parsed.has_error())
            return out.fail(fail(errc::usage, "--fault: " + parsed.error().message));
        command.settings.faults.push_back(*parsed);
    }
    if (const auto checked = simulator::check_faults(command.settings.faults); checked.has_error())
        return out.fail(fail(errc::usage, "--fault: " + checked.error().message));
    command.settings.warn = [&out](const std::string& line) { out.warn(line); };
    const auto ended = simulator::run_simulator(command.settings, std::cout);
    if (ended.has_error())
        return out.fail(ended.error());
    return 0; // ended on request: that is what a server is for
}

} // namespace

void add_simulate(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<simulate_command>();
    simulator::server_settings& s = command->settings;
    CLI::App* const sub = add_command(
        app, "simulate", "A simulated provider on the loopback: four wire formats, verified TLS",
        "preceptron simulate --port 8443 --ca-out ca.pem --rpm 600");
    sub->add_option("--port", s.port, "0 (by itself) = any free one")
        ->type_name("N")
        ->check(whole_number(0, 65'535));
    sub->add_flag("--plain", s.plain, "HTTP instead of HTTPS");
    sub->add_option("--ca-out", s.ca_file, "Where the authority to trust is written")
        ->check(not_stdout())
        ->type_name("FILE");
    add_duration(sub, "--ttft", s.ttft, "Time to the first token (200ms)");
    add_duration(sub, "--ttft-most", s.most_ttft, "Spread evenly from --ttft up to this");
    add_duration(sub, "--gap", s.gap, "Time between stream events (20ms)");
    sub->add_option("--events", s.events, "Pieces a streamed answer comes in (20)")
        ->type_name("N")
        ->check(whole_number(1, 10'000));
    sub->add_option("--rpm", s.requests_per_minute,
                    "Requests a minute and key; 0 (by itself) = no limit")
        ->type_name("N")
        ->check(whole_number(0));
    sub->add_option("--tpm", s.tokens_per_minute,
                    "Tokens a minute and key; 0 (by itself) = no limit")
        ->type_name("N")
        ->check(whole_number(0));
    add_duration(sub, "--halve-after", s.halve_limits_after,
                 "Then --rpm and --tpm are halved for a key");
    sub->add_option("--fault", command->faults,
                    "With probability P: status-500, status-429, status-529, "
                    "quota, reset, stall, truncate, error-event or garbage; once for each kind")
        ->type_name("KIND=P");
    add_names(sub, "--refuse", s.refused_parameters, "Parameters answered with 400: temperature, ..");
    sub->add_option("--seed", s.seed, "Of the faults (1)")
        ->type_name("S")
        ->check(whole_number(0, greatest_seed));
    sub->add_option("--log", s.log_file, "A JSON line for each request")
        ->check(not_stdout())
        ->type_name("FILE");
    sub->add_flag("--single-write", s.single_write, "A whole stream in one write (benchmarks)");
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
