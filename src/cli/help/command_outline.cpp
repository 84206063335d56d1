#include "cli/help/command_outline.hpp"

#include "cli/flags/choice.hpp"

#include <algorithm>

namespace preceptron::cli {

// "N:POSITIVE" is how CLI11 joins a type and a check; the check speaks up when it is needed.
std::string type_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    return type.substr(0, type.find(':'));
}

outlined_option outline(const CLI::Option& option) {
    outlined_option out;
    if (!option.nonpositional()) {
        out.names = {option.get_name(true)};
    } else {
        for (const std::string& name : option.get_snames())
            out.names.push_back("-" + name);
        for (const std::string& name : option.get_lnames())
            out.names.push_back("--" + name);
    }
    out.type = type_of(option);
    out.what = option.get_description();
    out.choices = choices_of(option);
    out.takes_value = option.get_items_expected_max() > 0;
    return out;
}

namespace {

std::vector<outlined_option> outline_options(const CLI::App& app, bool positional) {
    std::vector<outlined_option> out;
    for (const CLI::Option* option : app.get_options())
        if (!option->get_group().empty() && option->nonpositional() != positional)
            out.push_back(outline(*option));
    std::ranges::stable_partition(out, [](const outlined_option& o) {
        return std::ranges::find(o.names, "--help") == o.names.end();
    });
    return out;
}

} // namespace

bool outlined_option::takes_path() const noexcept {
    return type == "FILE" || type == "DIR" || names[0] == "DIR" || names[0] == "INPUT";
}

outlined_program outline(const CLI::App& app) {
    const std::string page = app.get_description();
    outlined_program out{
        app.get_name(), page.substr(0, page.find('\n')), outline_options(app, false), {}};
    for (const CLI::App* command : app.get_subcommands({})) {
        // As describe_command() has it: example, an empty line, what it does.
        const std::string text = command->get_description();
        const std::size_t end = text.find("\n\n");
        out.commands.push_back({command->get_name(), text.substr(2, end - 2), text.substr(end + 2),
                                outline_options(*command, true), outline_options(*command, false)});
    }
    return out;
}

} // namespace preceptron::cli
