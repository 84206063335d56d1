#include "cli/flags/choice.hpp"

#include "core/listed.hpp"

#include <algorithm>
#include <sstream>

namespace preceptron::cli {

namespace {

constexpr const char* mark = "one of"; // the validator's name

} // namespace

CLI::Validator one_of(std::vector<std::string> names) {
    const std::string described = joined(names, " ");
    return CLI::Validator(
        [names = std::move(names)](const std::string& name) {
            return std::ranges::find(names, name) != names.end()
                       ? std::string()
                       : "'" + name + "' is none of " + joined(names, ", ");
        },
        described, mark);
}

std::vector<std::string> choices_of(const CLI::Option& option) {
    std::vector<std::string> names;
    try {
        // It only looks, but CLI11 has no const way to it.
        std::istringstream words(
            const_cast<CLI::Option&>(option).get_validator(mark)->get_description());
        for (std::string name; words >> name;)
            names.push_back(name);
    } catch (const CLI::OptionNotFound&) { // CLI11's word for "none of that name"
    }
    return names;
}

} // namespace preceptron::cli
