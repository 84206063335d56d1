#include "cli/cmd_demo.hpp"

#include "async/signal_free_thread.hpp"
#include "cli/embedded.hpp"
#include "cli/flags/path_flags.hpp"
#include "cli/running/run_flow.hpp"
#include "config/keys_ini.hpp"
#include "config/load_config.hpp"
#include "core/folder.hpp"
#include "core/shell_word.hpp"
#include "journal/lock.hpp"
#include "journal/recovery.hpp"
#include "results/atomic_file.hpp"
#include "results/folder_layout.hpp"
#include "simulator/server.hpp"

#include <boost/asio/io_context.hpp>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

struct demo_command {
    fs::path output_dir = "demo-output";
    presentation how;
};

// The port is left out: it changes from run to run, and would make every question a new one. For
// the same reason a copy of it that names a port wants an output folder of its own.
constexpr std::string_view demo_config =
    R"(# Written by `preceptron demo`: three simulated judges, synthetic entries.
# To run it yourself: preceptron simulate --port 8443 --ca-out simulated-ca.pem
# and below write https://127.0.0.1:8443/v1 and another output_dir.
dataset_path: "dataset.json"
output_dir: "."
ca_file: "simulated-ca.pem"
threads: 32
models:
  - {name: "sim-strong", provider: simulated, model_id: "sim-strong", base_url: "https://127.0.0.1/v1"}
  - {name: "sim-fair", provider: simulated, model_id: "sim-fair", base_url: "https://127.0.0.1/v1"}
  - {name: "sim-noisy", provider: simulated, model_id: "sim-noisy", base_url: "https://127.0.0.1/v1"}
)";

result<void> write_file(const fs::path& folder, std::string_view name, std::string_view text) {
    auto file = results::atomic_file::create(folder, name);
    if (file.has_error())
        return file.error();
    if (auto written = file->write(text); written.has_error())
        return written;
    return file->commit();
}

// The simulated provider on a thread of its own, until the end of the scope.
class simulated_provider {
  public:
    explicit simulated_provider(const fs::path& ca_file) : server_(context_, settings(ca_file)) {}
    ~simulated_provider() {
        if (!thread_.joinable())
            return;
        server_.stop();
        thread_.join();
    }

    result<net::origin> start() {
        const auto port = server_.start();
        if (port.has_error())
            return port.error();
        thread_ = async::signal_free_thread([this] { context_.run(); });
        return net::origin{true, "127.0.0.1", *port};
    }

  private:
    static simulator::server_settings settings(const fs::path& ca_file) {
        simulator::server_settings s;
        s.ca_file = ca_file.string();
        s.ttft = std::chrono::milliseconds(60);
        s.gap = std::chrono::milliseconds(5);
        s.events = 8;
        return s;
    }

    boost::asio::io_context context_{1};
    simulator::server server_;
    std::thread thread_;
};

// Also what a demo leaves that ended, or has just begun, before it wrote its first file.
bool holds_nothing(const fs::path& folder) {
    std::error_code ec;
    for (const std::string& name : names_in(folder, ec))
        if (name != results::checkpoint_name)
            return false;
    for (const std::string& name : names_in(results::checkpoint_in(folder), ec))
        if (name != "lock")
            return false;
    return true;
}

// A folder that holds anything else than a demo is somebody's work.
bool may_be_written_to(const fs::path& folder) {
    std::error_code ec;
    if (!fs::exists(folder, ec) || holds_nothing(folder))
        return true;
    std::ostringstream config;
    config << std::ifstream(folder / "config.yaml", std::ios::binary).rdbuf();
    return config.str() == demo_config;
}

int execute(const demo_command& command) {
    const console out = command.how.make_console();
    const fs::path folder = fs::absolute(command.output_dir).lexically_normal();
    std::error_code ec;
    if (fs::exists(folder, ec) && !fs::is_directory(folder, ec))
        return out.fail(fail(errc::cannot_create,
                             folder.string() + " is no folder: give another --output-dir"));
    const fs::path checkpoint = results::checkpoint_in(folder);
    if (!may_be_written_to(folder)) {
        // Another demo that is just writing its first files.
        if (fs::exists(checkpoint / "lock", ec))
            if (const auto lock = journal::folder_lock::acquire(checkpoint);
                lock.has_error() && lock.error().code == errc::folder_in_use)
                return out.fail(lock.error());
        return out.fail(fail(errc::cannot_create, folder.string() +
                                                      " is not empty, and its config.yaml is not "
                                                      "the demo's: give another --output-dir"));
    }
    // Before anything is written: another demo that is at work reads these files.
    if (const auto made = journal::create_folder(checkpoint); made.has_error())
        return out.fail(made.error());
    auto lock = journal::folder_lock::acquire(checkpoint);
    if (lock.has_error())
        return out.fail(lock.error());
    for (const auto& [name, text] :
         {std::pair<std::string_view, std::string_view>{"config.yaml", demo_config},
          {"dataset.json", embedded_text("sample_dataset.json")}})
        if (const auto written = write_file(folder, name, text); written.has_error())
            return out.fail(written.error());
    out.note("Three simulated judges grade synthetic answers over TLS on this machine: no key, no "
             "network, no cost.");

    simulated_provider provider(folder / "simulated-ca.pem");
    const auto peer = provider.start();
    if (peer.has_error())
        return out.fail(peer.error());
    auto config = config::parse_config(std::string(demo_config), folder / "config.yaml", nullptr);
    if (!config.value)
        return out.fail(config.problems);
    session::run_options options;
    options.config = folder / "config.yaml";
    auto loaded =
        session::prepare_inputs({std::move(*config.value), config::keys(folder / "config.ini")},
                                options, embedded_text("prices.json"));
    if (!loaded.value)
        return out.fail(loaded.problems);
    return run_benchmark_flow(
        {.inputs = *loaded.value,
         .options = options,
         .session = {.drain = options.drain, .peer = *peer},
         .command = "preceptron demo --output-dir " + shell_word(folder.string()),
         .lock = std::move(*lock)},
        command.how, out);
}

} // namespace

void add_demo(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<demo_command>();
    CLI::App* const sub = add_command(
        app, "demo", "The whole pipeline on built-in data: no key, no network, under a minute",
        "preceptron demo --output-dir demo-output");
    sub->add_option("--output-dir", command->output_dir, "Default: demo-output")
        ->check(not_stdout())
        ->type_name("DIR");
    add_run_output_flags(sub, command->how);
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
