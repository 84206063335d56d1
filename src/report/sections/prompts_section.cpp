#include "core/printable.hpp"
#include "report/html.hpp"
#include "report/sections/page_sections.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::report {

namespace {

// Tasks that share a prompt stand together: text and names, in order.
std::vector<std::pair<std::string, std::string>>
prompts_by_text(const std::vector<used_prompt>& prompts) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const used_prompt& p : prompts) {
        const std::string name = printable(p.task, 60) + ", " + printable(p.variant, 60);
        const std::string hash = " (" + p.hash.substr(0, 12) + ")";
        const auto same =
            std::ranges::find(out, p.text, &std::pair<std::string, std::string>::first);
        if (same == out.end())
            out.emplace_back(p.text, name + hash);
        else
            same->second = name + "; " + same->second;
    }
    return out;
}

} // namespace

std::string prompts_section(const page_input& in) {
    std::string out = "<section id=prompts><h2>The prompts, in full</h2>\n" +
                      paragraph("As they were sent, before an entry's fields were filled in.");
    for (const auto& [text, names] : prompts_by_text(in.prompts))
        out += "<details><summary>" + in_our_words(names) + "</summary><pre>" + isolated(text) +
               "</pre></details>\n";
    return out + "</section>\n";
}

} // namespace preceptron::report
