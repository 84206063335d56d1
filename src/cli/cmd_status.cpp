#include "cli/cmd_status.hpp"

#include "cli/console/locale_marks.hpp"
#include "cli/status_text.hpp"
#include "results/folder_layout.hpp"
#include "runner/progress_plain.hpp"

#include <cerrno>
#include <chrono>
#include <memory>
#include <thread>

#include <unistd.h>

namespace preceptron::cli {

namespace {

struct status_command {
    std::filesystem::path folder;
    bool watch = false;
    presentation how;
};

runner::terminal_look look_of(const console& out) {
    return {.colour = out.how().colour && ::isatty(STDOUT_FILENO) == 1,
            .utf8 = terminal_speaks_utf8()};
}

int show_once(const status_command& command, const console& out) {
    const auto status = session::read_folder_status(command.folder);
    if (status.has_error())
        return out.fail(status.error());
    if (!status->unbacked.empty())
        out.warn(status->unbacked);
    if (status->left_out.all() > 0)
        out.note(results::left_out_text(status->left_out));
    return out.show(
        command.how.format == output_format::json
            ? runner::to_json(status->progress()) + "\n"
            : ellipsis_as_locale_writes(
                  status_text(*status, look_of(out), stdout_columns()),
                  in_a_column));
}

// Redraws the live run's lines in place each second, a JSON or plain line elsewhere, until there is
// no live run; then says how it stands. Only live.json is read while the run lives: a journal of a
// million records is not scanned every second.
int watch(const status_command& command, const console& out) {
    const bool terminal = ::isatty(STDOUT_FILENO) == 1;
    runner::progress_live view(
        [](std::string_view bytes) {
            write_stdout(ellipsis_as_locale_writes(std::string(bytes), in_a_column));
        },
        [] {
            const auto now = measure_terminal(STDOUT_FILENO);
            return runner::progress_live::size{now.columns, now.rows};
        },
        look_of(out));
    const auto checkpoint = results::checkpoint_in(std::filesystem::absolute(command.folder));
    for (;;) {
        const auto live = session::read_live_run(checkpoint);
        if (!live)
            break;
        bool taken = true;
        if (command.how.format == output_format::json)
            taken = write_stdout(runner::to_json(live->progress) + "\n");
        else if (terminal)
            view.show(live->progress, false);
        else
            taken = write_stdout(runner::progress_line(live->progress) + "\n");
        if (!taken) // to leave is how a reader ends the watch
            return errno == EPIPE ? 0 : out.fail_stdout(errno);
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    if (terminal && command.how.format != output_format::json)
        view.show({}, true);
    return show_once(command, out);
}

int execute(const status_command& command) {
    const console out = command.how.make_console();
    return command.watch ? watch(command, out) : show_once(command, out);
}

} // namespace

void add_status(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<status_command>();
    CLI::App* const sub =
        add_command(app, "status", "How far a folder's judging is, while it runs and after",
                    "preceptron status results/ --watch");
    sub->add_option("DIR", command->folder, "The output folder")->required()->type_name("");
    sub->add_flag("--watch", command->watch, "Goes on until the run ends");
    add_format_flag(sub, command->how);
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
