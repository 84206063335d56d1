#include "analysis/text/headline_text.hpp"

#include "analysis/figures.hpp"
#include "analysis/text/detail_text.hpp"
#include "analysis/text/headline_row.hpp"
#include "analysis/text/sections.hpp"
#include "core/wrapped.hpp"
#include "results/text_table.hpp"

namespace preceptron::analysis {

using results::text_table;

namespace {

std::string table_text(const section& s, std::size_t columns) {
    text_table table(s.heads, s.first_number);
    for (const std::vector<std::string>& row : s.rows)
        table.add(row);
    return std::move(table).text_within(columns);
}

// A heading and a table a task.
std::string narrow_tables(const report& r, std::size_t columns) {
    std::string text;
    for (std::size_t i = 0; i < r.cells.size();) {
        const std::string& task = r.cells[i].task;
        const headline_row first = row_of(r.cells[i], r, true);
        std::string heading = first.task;
        if (!r.cells[i].tolerance.empty())
            heading += "  (tolerance: " + r.cells[i].tolerance + ")";
        if (first.physicians != no_figure)
            heading += "  physicians' QWK " + first.physicians;
        text += (i == 0 ? "" : "\n") + wrapped(heading, columns, "  ");
        text_table table(
            {"judge", "scored", "QWK [95% CI]", "within tol., %", "MAE [95% CI]", "bias"}, 1);
        for (; i < r.cells.size() && r.cells[i].task == task; ++i) {
            const headline_row row = row_of(r.cells[i], r, true);
            table.add({row.judge, row.scored, row.kappa, row.within, row.error, row.bias});
        }
        text += std::move(table).text_within(columns);
    }
    return text;
}

void add_sentences(std::string& text, const std::vector<std::string>& sentences,
                   std::size_t columns) {
    for (const std::string& sentence : sentences)
        text += wrapped(sentence, columns, "  ");
}

std::string physicians_text(const report& r, std::size_t columns) {
    std::string text = section_text(physicians_section(r), columns);
    if (!r.notes.empty())
        text += '\n';
    for (const std::string& note : r.notes)
        text += wrapped("Note: " + note + ".", columns, "  ");
    return text;
}

} // namespace

bool has_headline_table(const report& r) {
    return r.counts.eligible > 0;
}

std::string headline_text(const report& r, std::size_t columns) {
    if (is_of_physicians(r))
        return physicians_text(r, columns);
    if (r.cells.empty())
        return "no graded entry has been judged: there is no agreement to report\n";
    std::string text = "Agreement with physicians\n\n";
    if (has_headline_table(r)) {
        text += columns >= wide_terminal ? table_text(agreement_section(r), columns)
                                         : narrow_tables(r, columns);
        const section points = points_section(r);
        text +=
            "\n" + wrapped(points.title, columns, "") + "\n" + table_text(points, columns) + "\n";
    }
    add_sentences(text, plain_words(r), columns);
    text += '\n';
    add_sentences(text, footnotes(r), columns);
    return text;
}

} // namespace preceptron::analysis
