#include "cli/help/shell_completion.hpp"

namespace preceptron::cli {

namespace {

std::string words(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& word : list)
        out += (out.empty() ? "" : " ") + word;
    return out;
}

std::string command_words(const outlined_program& program) {
    std::vector<std::string> names;
    for (const outlined_command& command : program.commands)
        names.push_back(command.name);
    return words(names);
}

std::string flag_words(const std::vector<outlined_option>& flags) {
    std::vector<std::string> names;
    for (const outlined_option& flag : flags)
        names.insert(names.end(), flag.names.begin(), flag.names.end());
    return words(names);
}

// Inside single quotes; `special` get a backslash first.
std::string quoted(const std::string& text, std::string_view special = {}) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else
            out += (special.find(c) == special.npos ? "" : "\\") + std::string(1, c);
    }
    return out + "'";
}

std::string alternatives(const std::string& command, const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "\"" : " | \"") + command + " " + name + "\"";
    return out;
}

// A name a line, as names may hold blanks; of the word only what the shell would make of it.
constexpr const char* bash_files =
    "mapfile -t COMPREPLY < <(word=${word#[\\\"\\']}; compgen -f -- \"${word//\\\\/}\")";

// Values of flags: names, or files; what takes neither completes to nothing.
std::string bash_values(const outlined_command& command) {
    std::string out;
    for (const outlined_option& flag : command.flags) {
        if (!flag.takes_value)
            continue;
        out += "        " + alternatives(command.name, flag.names) + ") ";
        if (!flag.choices.empty())
            out += "COMPREPLY=($(compgen -W " + quoted(words(flag.choices)) + " -- \"$word\")); ";
        else if (flag.takes_path())
            out += bash_files + std::string("; ");
        out += "return ;;\n";
    }
    return out;
}

std::string zsh_option(const outlined_option& option) {
    std::string value;
    if (option.takes_value) {
        value = ":" + (option.type.empty() ? std::string("value") : option.type) + ":";
        if (!option.choices.empty())
            value += "(" + words(option.choices) + ")";
        else if (option.takes_path())
            value += "_files";
    }
    std::string out;
    for (const std::string& name : option.names)
        out += " \\\n                " + quoted(name + "[" + option.what + "]" + value, "`$");
    return out;
}

std::string fish_option(const std::string& command, const outlined_option& option) {
    std::string out = "complete -c preceptron -n '__fish_seen_subcommand_from " + command + "'";
    for (const std::string& name : option.names)
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (!option.choices.empty())
        out += " -x -a " + quoted(words(option.choices));
    else if (option.takes_value)
        out += option.takes_path() ? " -r -F" : " -x";
    return out + " -d " + quoted(option.what, "\\") + "\n";
}

bool takes_paths(const outlined_command& command) {
    for (const outlined_option& option : command.positional)
        if (option.takes_path())
            return true;
    return false;
}

const outlined_option* chosen_from(const outlined_command& command) {
    for (const outlined_option& option : command.positional)
        if (!option.choices.empty())
            return &option;
    return nullptr;
}

} // namespace

std::string bash_completion(const outlined_program& program) {
    std::string out =
        "# bash completion: source <(preceptron completion bash)\n"
        "_preceptron() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
        "    if [[ $word == = ]]; then word=; fi # --flag=value is three words here\n"
        "    if [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
        "    local first=1\n"
        "    while ((first < COMP_CWORD)) && [[ ${COMP_WORDS[first]} == -* ]]; do ((first++)); "
        "done\n"
        "    local command=${COMP_WORDS[first]}\n"
        "    COMPREPLY=()\n"
        "    if ((COMP_CWORD == first)); then\n"
        "        COMPREPLY=($(compgen -W " +
        quoted(command_words(program) + " " + flag_words(program.flags)) +
        " -- \"$word\"))\n"
        "        return\n"
        "    fi\n"
        "    case \"$command $before\" in\n";
    for (const outlined_command& command : program.commands)
        out += bash_values(command);
    out += "    esac\n    case \"$command $word\" in\n";
    for (const outlined_command& command : program.commands) {
        out += "        \"" + command.name + " -\"*) COMPREPLY=($(compgen -W " +
               quoted(flag_words(command.flags)) + " -- \"$word\")) ;;\n";
        if (const auto* option = chosen_from(command))
            out += "        \"" + command.name + " \"*) COMPREPLY=($(compgen -W " +
                   quoted(words(option->choices)) + " -- \"$word\")) ;;\n";
        else if (takes_paths(command))
            out += "        \"" + command.name + " \"*) " + bash_files + " ;;\n";
    }
    return out + "    esac\n}\ncomplete -o filenames -F _preceptron preceptron\n";
}

std::string zsh_completion(const outlined_program& program) {
    std::string out =
        "#compdef preceptron\n"
        "# zsh completion: preceptron completion zsh > a folder of $fpath/_preceptron\n"
        "_preceptron() {\n"
        "    local -a commands=(\n";
    for (const outlined_command& command : program.commands)
        out += "        " + quoted(command.name + ":" + command.what, "`$") + "\n";
    out += "    )\n    while ((CURRENT > 2)) && [[ $words[2] == -* ]]; do\n"
           "        words[2]=()\n        ((CURRENT--))\n    done\n    if ((CURRENT == 2)); then\n  "
           "      _describe command commands\n"
           "        compadd -- " +
           flag_words(program.flags) +
           "\n        return\n    fi\n    local command=$words[2]\n    shift words\n"
           "    ((CURRENT--))\n    case $command in\n";
    for (const outlined_command& command : program.commands) {
        out += "        " + command.name + ")\n            _arguments";
        for (const outlined_option& flag : command.flags)
            out += zsh_option(flag);
        if (const auto* option = chosen_from(command))
            out += " \\\n                '*:" + option->names[0] + ":(" + words(option->choices) +
                   ")'";
        else if (takes_paths(command))
            out += " \\\n                '*:" + command.positional[0].names[0] + ":_files'";
        out += "\n            ;;\n";
    }
    return out +
           "    esac\n}\nif [[ $funcstack[1] == _preceptron ]]; then\n    _preceptron \"$@\"\n"
           "else\n    compdef _preceptron preceptron\nfi\n";
}

std::string fish_completion(const outlined_program& program) {
    std::string out = "# fish completion: preceptron completion fish | source\n"
                      "complete -c preceptron -f\n";
    for (const outlined_option& flag : program.flags)
        for (const std::string& name : flag.names)
            out += "complete -c preceptron -n __fish_use_subcommand" +
                   (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1)) +
                   " -d " + quoted(flag.what, "\\") + "\n";
    for (const outlined_command& command : program.commands) {
        out += "complete -c preceptron -n __fish_use_subcommand -a " + command.name + " -d " +
               quoted(command.what, "\\") + "\n";
        const std::string seen =
            "complete -c preceptron -n '__fish_seen_subcommand_from " + command.name + "'";
        if (const auto* option = chosen_from(command))
            out += seen + " -a " + quoted(words(option->choices)) + "\n";
        else if (takes_paths(command))
            out += seen + " -F\n";
        for (const outlined_option& flag : command.flags)
            out += fish_option(command.name, flag);
    }
    return out;
}

} // namespace preceptron::cli
