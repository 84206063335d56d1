#include "cli/help_page.hpp"

#include "cli/command_outline.hpp"
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

// Beside what stands in the first `indent` columns.
std::string beside(std::string_view text, std::size_t indent) {
    std::string lines = wrapped(text, help_page::columns - indent, "");
    for (std::size_t end = lines.find('\n'); end + 1 < lines.size();
         end = lines.find('\n', end + 1))
        lines.insert(end + 1, indent, ' ');
    return lines;
}

std::string table(const std::vector<row>& rows) {
    constexpr std::size_t widest = 26; // a longer name stands on a line of its own
    std::size_t width = 0;
    for (const auto& [name, what] : rows)
        if (name.size() <= widest)
            width = std::max(width, name.size());
    std::string out;
    for (const auto& [name, what] : rows) {
        out += "  " + name;
        if (name.size() > width)
            out += "\n" + std::string(width + 4, ' ');
        else
            out += std::string(width - name.size() + 2, ' ');
        out += beside(what, width + 4);
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

} // namespace

std::string describe_command(const std::string& example, const std::string& what) {
    return "  " + example + "\n\n" + what;
}

std::string help_page::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const {
    std::string page = app->get_description() + "\n\n";
    if (!app->get_subcommands({}).empty()) {
        std::vector<row> rows;
        for (const CLI::App* command : app->get_subcommands({}))
            rows.emplace_back(command->get_name(), what_it_does(*command));
        page += "Commands:\n" + table(rows);
        page += "\n'" + app->get_name() + " COMMAND --help' explains each.\n\n";
        return page + table(option_rows(*app, false));
    }
    const auto positional = option_rows(*app, true);
    page += "Usage: " + name;
    for (const row& r : positional)
        page += " " + r.first;
    page += " [FLAGS]\n\n";
    if (!positional.empty())
        page += table(positional) + "\n";
    return page + table(option_rows(*app, false));
}

} // namespace preceptron::cli
