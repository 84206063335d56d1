#include "core/printable.hpp"
#include "report/charts/axis.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/page_sections.hpp"

namespace preceptron::report {

namespace {

std::string described(const results::disagreement& d) {
    std::string text = printable(d.task, 60) + ", entry " + printable(d.id, 60);
    for (const auto& [name, value] :
         {std::pair{", case ", &d.case_id}, {", study ", &d.study}, {", answered by ", &d.model}})
        if (!value->empty())
            text += name + printable(*value, 60);
    return text;
}

} // namespace

std::string disagreements_section(const page_input& in) {
    std::string out = "<section id=disagreements><h2>The largest disagreements, to read</h2>\n" +
                      paragraph("Of each judge the scores farthest from the physician's grade, in "
                                "shares of the scale. Either may be right.");
    const judge_names names(in);
    std::string judge;
    for (const results::disagreement& d : in.disagreements) {
        if (d.judge != judge)
            out += "<h3>" + in_our_words(names(d.judge)) + "</h3>\n";
        judge = d.judge;
        out += "<details><summary>" + in_our_words(described(d)) + " – grade <b>" +
               tick_label(d.grade) + "</b>, judge's score <b>" + tick_label(d.score) +
               "</b></summary>\n" + "<p class=remark>The judge's justification</p><blockquote>" +
               isolated(d.justification) +
               "</blockquote>\n<p class=remark>The answer begins</p><blockquote>" +
               isolated(d.response) + "</blockquote></details>\n";
    }
    if (in.disagreements.empty())
        out += paragraph("There are none.");
    return out + "</section>\n";
}

} // namespace preceptron::report
