#include "analysis/text/markdown.hpp"

#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

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

std::string table(const section& s) {
    std::string out = line(s.heads) + "|";
    for (std::size_t i = 0; i < s.heads.size(); ++i)
        out +=
            i < s.first_number || (s.last_is_prose && i + 1 == s.heads.size()) ? "---|" : "---:|";
    out += '\n';
    for (const auto& row : s.rows)
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
    return "## " + escaped(s.title) + "\n\n" + table(s) + list(s.remarks);
}

} // namespace

std::string markdown(const report& r, bool details) {
    if (is_of_physicians(r))
        return markdown_of(physicians_section(r));
    const section agreement = agreement_section(r);
    std::string text = "# " + agreement.title + "\n\n";
    if (has_headline_table(r)) {
        const section points = points_section(r);
        text += table(agreement) + points.title + ":\n\n" + table(points);
    }
    text += list(plain_words(r)) + list(footnotes(r));
    if (details)
        for (const section& s : detail_sections(r))
            text += markdown_of(s);
    return text;
}

} // namespace preceptron::analysis
