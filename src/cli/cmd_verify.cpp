#include "cli/cmd_verify.hpp"

#include "cli/exit_status.hpp"
#include "core/grouped.hpp"
#include "core/shell_word.hpp"
#include "journal/refusal.hpp"
#include "journal/verification.hpp"
#include "results/folder_layout.hpp"

#include <memory>

namespace preceptron::cli {

namespace {

struct verify_command {
    std::filesystem::path folder;
    bool repair = false;
    presentation how;
};

// `contents` are of a folder without a journal.
failure no_journal(const journal::journal_contents& contents,
                   const std::filesystem::path& checkpoint) {
    const auto gone = journal::refusal(contents, checkpoint);
    return gone ? *gone : fail(errc::no_such_input, checkpoint.string() + ": there is no journal");
}

int execute(const verify_command& command) {
    const console out = command.how.make_console();
    const auto checkpoint =
        results::checkpoint_in(std::filesystem::absolute(command.folder).lexically_normal());
    if (std::error_code ec; !std::filesystem::is_directory(checkpoint, ec))
        return out.fail(no_journal({}, checkpoint));
    if (command.repair) {
        const auto repaired = journal::repair(checkpoint, now_utc());
        if (repaired.has_error())
            return out.fail(repaired.error());
        for (const auto& file : repaired->set_aside)
            out.note("set aside: " + file.string());
        out.note(counted(repaired->places, "damaged place", "damaged places") + ", " +
                 counted(repaired->bytes, "byte", "bytes") + " removed from the journal");
        if (repaired->missing > 0)
            out.note(counted(repaired->missing, "missing result is", "missing results are") +
                     " given up: the next run asks for them again");
    }
    const auto contents = journal::read_contents(checkpoint);
    if (contents.has_error())
        return out.fail(contents.error());
    if (contents->segments.empty())
        return out.fail(no_journal(*contents, checkpoint));
    const int shown = out.show(journal::describe(*contents));
    if (contents->missing() > 0)
        out.note("lines or whole files of the journal were removed by another hand: "
                 "where there is a copy, put them back");
    if (contents->damaged() == 0 && contents->missing() == 0 && !contents->too_damaged()) {
        out.note("the journal is undamaged");
        return shown;
    }
    out.note(
        "to set damaged bytes aside, and to have what is lost judged again: preceptron verify " +
        shell_word(command.folder.string()) + " --repair");
    return static_cast<int>(exit_status::damaged_journal);
}

} // namespace

void add_verify(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<verify_command>();
    CLI::App* const sub = add_command(app, "verify", "Looks at every record of a folder's journal",
                                      "preceptron verify results/");
    sub->add_option("DIR", command->folder, "The output folder")->required()->type_name("");
    sub->add_flag("--repair", command->repair, "Sets damaged bytes aside, discards none");
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
