#include "cli/settings_flags.hpp"

#include "cli/choice.hpp"

namespace preceptron::cli {

void settings_flags::apply(analysis::settings& s) const {
    if (!primary.empty())
        s.primary = primary;
    if (split)
        s.split = std::filesystem::absolute(*split).lexically_normal().string();
}

void add_settings_flags(CLI::App* command, settings_flags& into) {
    command
        ->add_option("--primary", into.primary,
                     "qwk or mae: the statistic that judges are compared by (qwk)")
        ->check(one_of({"qwk", "mae"}))
        ->type_name("");
    command->add_option("--split", into.split, "File of development cases, which are left out")
        ->type_name("FILE");
}

} // namespace preceptron::cli
