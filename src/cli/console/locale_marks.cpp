#include "cli/console/locale_marks.hpp"

#include "analysis/figures.hpp"
#include "analysis/text/headline_row.hpp"
#include "core/ascii.hpp"

#include <cstdlib>
#include <utility>

namespace preceptron::cli {

bool terminal_speaks_utf8() {
    for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"})
        if (const char* const value = std::getenv(name); value && *value) {
            std::string locale = ascii_lower(value); // C libraries take "utf-8" and "UTF8", too
            std::erase(locale, '-');
            return locale.find("utf8") != locale.npos;
        }
    return false;
}

namespace {

void replace_all(std::string& text, std::string_view mark, std::string_view plain) {
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + plain.size()))
        text.replace(at, mark.size(), plain);
}

} // namespace

std::string as_locale_writes(std::string text) {
    if (terminal_speaks_utf8())
        return text;
    replace_all(text, analysis::few_cases_mark, "*");
    replace_all(text, analysis::no_figure, "-");
    return ellipsis_as_locale_writes(std::move(text), in_a_column);
}

std::string ellipsis_as_locale_writes(std::string text, std::string_view ellipsis) {
    if (!terminal_speaks_utf8())
        replace_all(text, "…", ellipsis);
    return text;
}

} // namespace preceptron::cli
