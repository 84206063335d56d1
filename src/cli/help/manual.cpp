#include "cli/help/manual.hpp"

#include "core/listed.hpp"
#include "core/wrapped.hpp"
#include "session/version.hpp"

#include <array>
#include <utility>

namespace preceptron::cli {

namespace {

using meaning = std::pair<const char*, const char*>;

constexpr std::array<meaning, 13> statuses{{
    {"0", "every planned entry has a score"},
    {"1", "finished; some entries failed for good (0 with --accept-failures)"},
    {"2", "the command line"},
    {"3", "verify: the journal is damaged, or results are missing from it"},
    {"4", "unfinished: the same command would try more"},
    {"5", "the budget was reached"},
    {"65", "the dataset or the journal is not what it should be"},
    {"66", "a named file is not there"},
    {"69", "a provider refuses: key, quota, or the model is gone"},
    {"73, 74", "output cannot be created; the system refused a read, write or sync"},
    {"75", "another run is using the folder"},
    {"78", "the configuration; or stored results no longer match it"},
    {"128 + signal", "interrupted"},
}};

constexpr const char* of_several = "Of several: a signal, then 74, 65, 69, 5, 4, 1.";
constexpr const char* of_stdout =
    "74 is also the status of a command whose standard output is closed, full, or left by its "
    "reader, as by '| head'; of a reader that has left nothing is said. What run and demo are for "
    "is in the folder: closed, or left, standard output does not change their status; and to leave "
    "is how a reader ends status --watch, with 0.";

constexpr std::array<meaning, 5> environment{{
    {"OPENAI_API_KEY, OPENROUTER_API_KEY, ANTHROPIC_API_KEY, AZURE_OPENAI_API_KEY",
     "keys, where config.ini has none"},
    {"AZURE_OPENAI_ENDPOINT", "the Azure resource, where config.ini names none"},
    {"HTTPS_PROXY, NO_PROXY", "a proxy for https, and whom it does not lead to"},
    {"SSL_CERT_FILE", "the authorities to trust, where the configuration has no ca_file"},
    {"NO_COLOR", "no colours"},
}};

std::string usage(const outlined_program& program, const outlined_command& command) {
    std::string out = program.name + " " + command.name;
    for (const outlined_option& option : command.positional)
        out += " " + option.names[0];
    return out + " [FLAGS]";
}

// Text for roff: nothing in it is a request or an escape, and a dash stays one that can be copied.
std::string roff(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += (out.empty() && (c == '.' || c == '\'') ? "\\&" : "") + std::string(1, c);
    }
    return out;
}

std::string roff_entry(const std::string& term, const std::string& what) {
    return ".TP\n\\fB" + roff(term) + "\\fR\n" + roff(what) + "\n";
}

std::string roff_option(const outlined_option& option) {
    std::string term = "\\fB" + roff(joined(option.names, ", ")) + "\\fR";
    if (!option.type.empty() && option.takes_value)
        term += " \\fI" + roff(option.type) + "\\fR";
    return ".TP\n" + term + "\n" + roff(option.what) + "\n";
}

std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += (c == '|' ? "\\" : "") + std::string(1, c);
    return out;
}

std::string markdown_row(const outlined_option& option) {
    std::string term = joined(option.names, ", ");
    if (!option.type.empty() && option.takes_value)
        term += " " + option.type;
    return "| `" + cell(term) + "` | " + cell(option.what) + " |\n";
}

template<std::size_t N>
std::string markdown_table(const std::array<meaning, N>& rows, const char* head) {
    std::string out = "| " + std::string(head) + " | meaning |\n|---|---|\n";
    for (const auto& [term, what] : rows)
        out += "| `" + cell(term) + "` | " + cell(what) + " |\n";
    return out;
}

} // namespace

std::string man_page(const outlined_program& program) {
    std::string out =
        ".TH PRECEPTRON 1 \"\" \"preceptron " + std::string(session::program_version) +
        "\"\n.SH NAME\npreceptron \\- judges clinical\\-reasoning answers with LLMs, and "
        "compares them with physicians\n.SH SYNOPSIS\n";
    for (const outlined_command& command : program.commands)
        out += ".B " + roff(usage(program, command)) + "\n.br\n";
    out += ".SH DESCRIPTION\n" + roff(program.what) + "\n";
    for (const outlined_option& flag : program.flags)
        out += roff_option(flag);
    out += ".SH COMMANDS\n";
    for (const outlined_command& command : program.commands) {
        out += ".SS " + roff(usage(program, command)) + "\n" + roff(command.what) + ".\n.PP\n" +
               roff("Example: " + command.example) + "\n";
        for (const auto* list : {&command.positional, &command.flags})
            for (const outlined_option& option : *list)
                out += roff_option(option);
    }
    out += ".SH EXIT STATUS\n";
    for (const auto& [status, what] : statuses)
        out += roff_entry(status, what);
    for (const char* const rule : {of_several, of_stdout})
        out += ".PP\n" + roff(rule) + "\n";
    out += ".SH ENVIRONMENT\n";
    for (const auto& [name, what] : environment)
        out += roff_entry(name, what);
    return out;
}

std::string markdown_reference(const outlined_program& program) {
    std::string out =
        "# The command line\n\nWritten by `preceptron manual --format markdown`, from the "
        "same definitions as `--help`, the man page (`preceptron\nmanual | man -l -`) and "
        "the shell completions (`preceptron completion bash`, `zsh` or `fish`).\n\n"
        "Paths on the command line are relative to the current folder. Results go to "
        "standard output, all else to standard\nerror.\n\n| before a command | |\n|---|---|\n";
    for (const outlined_option& flag : program.flags)
        out += markdown_row(flag);
    for (const outlined_command& command : program.commands) {
        out += "\n## preceptron " + command.name + "\n\n" + command.what + ".\n\n    " +
               command.example + "\n\n| `" + usage(program, command) + "` | |\n|---|---|\n";
        for (const auto* list : {&command.positional, &command.flags})
            for (const outlined_option& option : *list)
                out += markdown_row(option);
    }
    out += "\n## Exit status\n\n" + markdown_table(statuses, "status") + "\n" + of_several +
           "\n\n" + wrapped(of_stdout, 118, "") + "\n## Environment\n\n" +
           markdown_table(environment, "variable");
    return out;
}

} // namespace preceptron::cli
