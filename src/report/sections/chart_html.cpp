#include "core/printable.hpp"
#include "report/html.hpp"
#include "report/sections/page_sections.hpp"

#include <span>

namespace preceptron::report {

namespace {

// For print, where the heading may be on the page before: page.css shows it from the second row on.
std::string task_on_paper(const panel& p) {
    const std::string& task = p.behind.title;
    return task.empty() ? "" : "<span class=task>" + isolated(printable(task, 60)) + ":</span> ";
}

std::string figure(const panel& p, bool with_table) {
    std::string out = "<figure>";
    if (!p.caption.empty())
        out += "<figcaption>" + task_on_paper(p) + in_our_words(p.caption) + "</figcaption>";
    out += p.drawn.svg;
    if (with_table)
        out += table_behind("Numbers", p.behind, p.caption);
    return out + "</figure>\n";
}

// Panels of one task, beside each other as far as there is room.
std::string task_html(std::span<const panel> panels, const chart& of) {
    const std::string& task = panels[0].behind.title;
    std::string out;
    if (!task.empty())
        out += "<h3>" + isolated(printable(task, 60)) + "</h3>\n";
    out += of.column == 0 ? "<div class=panels>\n"
                          : "<div class=\"panels w" + std::to_string(of.column) + "\">\n";
    analysis::section shared = panels[0].behind;
    for (const panel& p : panels) {
        out += figure(p, !of.table_a_task);
        if (&p != &panels[0])
            shared.rows.insert(shared.rows.end(), p.behind.rows.begin(), p.behind.rows.end());
    }
    out += "</div>\n";
    return of.table_a_task ? out + table_behind("Numbers", shared, printable(task, 60)) : out;
}

} // namespace

std::string chart_html(const chart& c, const std::vector<std::string>& judges) {
    std::string out = c.keyed.empty() ? std::string() : judge_key(judges, c.keyed);
    const std::span<const panel> all = c.panels;
    for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
        end = end_of_task(all, i);
        out += task_html(all.subspan(i, end - i), c);
    }
    return out;
}

} // namespace preceptron::report
