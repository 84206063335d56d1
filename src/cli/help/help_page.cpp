#include "cli/help/help_page.hpp"

#include "cli/help/command_outline.hpp"
#include "core/wrapped.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace preceptron::cli {

namespace {

using row = std::pair<std::string, std::string>; // what is typed, and what it means

std::string shown_name(const CLI::Option& option) {
    std::string name = option.nonpositional() ? option.get_name(false, true) : option.get_name(true);
    std::string text;
    for (const char c : name)
        text += c == ',' ? std::string(", ") : std::string(1, c);
    const std::string type = type_of(option);
    if (option.nonpositional() && !type.empty())
        text += (type.starts_with("[=") ? "" : " ") + type;
    return text;
}

// Two columns on lines of so many characters.
std::string table(const std::vector<row>& rows, std::size_t columns) {
    const std::size_t widest = columns < 80 ? columns / 3 : 26; // longer ones have their own lines
    std::size_t width = 0;
    for (const auto& [name, what] : rows)
        if (name.size() <= widest)
            width = std::max(width, name.size());
    const std::string indent(width + 4, ' ');
    std::string out;
    for (const auto& [name, what] : rows) {
        out += "  " + name;
        out += name.size() > width ? "\n" + indent : std::string(width - name.size() + 2, ' ');
        out += wrapped(what, columns, indent, indent.size());
    }
    return out;
}

std::vector<row> option_rows(const CLI::App& app, bool positional) {
    std::vector<row> rows;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty() || option->nonpositional() == positional)
            continue;
        rows.emplace_back(shown_name(*option), option->get_description());
    }
    // --help stands first in CLI11's list; nobody looks for it there.
    std::ranges::stable_partition(rows, [](const row& r) { return r.first != "-h, --help"; });
    return rows;
}

std::string what_it_does(const CLI::App& command) {
    const std::string text = command.get_description();
    const std::size_t end = text.find("\n\n");
    return end == std::string::npos ? text : text.substr(end + 2);
}

// Prose, and commands with what they are good for behind three blanks. A command stays in one line.
std::string fitted(std::string_view text, std::size_t columns) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t gap = line.find("   ");
        if (line.size() <= columns) {
            out.append(line) += '\n';
        } else if (line.starts_with("  ") && gap != line.npos) {
            out.append(line.substr(0, gap)) += "\n      ";
            out += wrapped(line.substr(line.find_first_not_of(' ', gap)), columns, "      ", 6);
        } else if (line.starts_with("  ")) {
            out.append(line) += '\n';
        } else {
            out += wrapped(line, columns, "");
        }
    }
    return out;
}

} // namespace

std::string describe_command(const std::string& example, const std::string& what) {
    return "  " + example + "\n\n" + what;
}

std::string help_page::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const {
    std::string page = fitted(app->get_description(), columns_) + "\n";
    if (!app->get_subcommands({}).empty()) {
        std::vector<row> rows;
        for (const CLI::App* command : app->get_subcommands({}))
            rows.emplace_back(command->get_name(), what_it_does(*command));
        page += "Commands:\n" + table(rows, columns_);
        page += "\n" + fitted("'" + app->get_name() + " COMMAND --help' explains each.", columns_) +
                "\n";
        return page + table(option_rows(*app, false), columns_);
    }
    const auto positional = option_rows(*app, true);
    page += "Usage: " + name;
    for (const row& r : positional)
        page += " " + r.first;
    page += " [FLAGS]\n\n";
    if (!positional.empty())
        page += table(positional, columns_) + "\n";
    return page + table(option_rows(*app, false), columns_);
}

} // namespace preceptron::cli
