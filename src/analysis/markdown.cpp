#include "analysis/markdown.hpp"

#include "analysis/headline_row.hpp"
#include "analysis/headline_text.hpp"
#include "analysis/sections.hpp"

namespace preceptron::analysis {

namespace {

// A | would end the cell; names may hold anything.
std::string escaped(const std::string& cell) {
    std::string out;
    for (const char c : cell) {
        if (std::string_view("|*_`<>[]\\").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

std::string line(const std::vector<std::string>& cells) {
    std::string out = "|";
    for (const std::string& cell : cells)
        out += " " + escaped(cell) + " |";
    return out + "\n";
}

std::string table(const std::vector<std::string>& heads, std::size_t first_number,
                  const std::vector<std::vector<std::string>>& rows, bool last_is_prose = false) {
    std::string out = line(heads) + "|";
    for (std::size_t i = 0; i < heads.size(); ++i)
        out += i < first_number || (last_is_prose && i + 1 == heads.size()) ? "---|" : "---:|";
    out += '\n';
    for (const auto& row : rows)
        out += line(row);
    return out + '\n';
}

std::string list(const std::vector<std::string>& sentences) {
    std::string out;
    for (const std::string& s : sentences)
        out += "- " + escaped(s) + "\n";
    return out + "\n";
}

std::string markdown_of(const section& s) {
    return "## " + escaped(s.title) + "\n\n" +
           table(s.heads, s.first_number, s.rows, s.last_is_prose) + list(s.remarks);
}

} // namespace

std::string markdown(const report& r, bool details) {
    if (is_of_physicians(r))
        return markdown_of(physicians_section(r));
    std::vector<std::vector<std::string>> headline, of_points;
    for (const rated_cell& cell : r.cells) {
        const headline_row row = row_of(cell, r, false);
        headline.push_back({row.task, row.judge, row.scored, row.kappa, row.within, row.error,
                            row.bias, row.physicians});
        of_points.push_back({row.task, row.judge, row.cohen, row.pearson, row.mae});
    }
    std::string text = "# Agreement with physicians\n\n";
    if (has_headline_table(r)) {
        text += table({"task", "judge", "scored (cases)", "QWK [95 % CI]", "within tol., %",
                       "MAE, points [95 % CI]", "bias", "physicians' QWK"},
                      2, headline);
        text += std::string(title_of_points) + ":\n\n";
        text += table({"task", "judge", "Cohen's kappa", "Pearson's r", "MAE"}, 2, of_points);
    }
    text += list(plain_words(r)) + list(footnotes(r));
    if (details)
        for (const section& s : detail_sections(r))
            text += markdown_of(s);
    return text;
}

} // namespace preceptron::analysis
