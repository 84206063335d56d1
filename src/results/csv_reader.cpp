#include "results/csv_reader.hpp"

#include "core/printable.hpp"
#include "core/utf8.hpp"
#include "results/formula_guard.hpp"

#include <algorithm>

namespace preceptron::results {

namespace {

constexpr char advice[] = ": save it as CSV UTF-8";

failure problem_of(std::string_view file, std::size_t line, const std::string& what) {
    return fail(errc::bad_dataset, std::string(file) + ":" + std::to_string(line) + ": " + what);
}

// What spreadsheets write where they are not asked for UTF-8. Bytes of another encoding would make
// different names the same once they are replaced.
result<void> check_encoding(std::string_view text, std::string_view file) {
    using namespace std::string_view_literals;
    const std::string name(file);
    if (text.starts_with("PK\x03\x04"sv) || text.starts_with("\xD0\xCF\x11\xE0"sv))
        return fail(errc::bad_dataset, name + ": this is a workbook, not text" + advice);
    if (is_utf_16(text))
        return fail(errc::bad_dataset, name + ": this is UTF-16" + advice);
    const std::size_t bad = find_invalid_utf8(text);
    if (bad == text.npos)
        return {};
    const auto line = 1 + std::ranges::count(text.substr(0, bad), '\n');
    return problem_of(file, static_cast<std::size_t>(line), std::string("not UTF-8") + advice);
}

// What parts the cells of the first line that is not blank: a comma; without one, where
// spreadsheets have decimal commas, a tab or a semicolon.
char separator_of(std::string_view text) {
    bool quoted = false, tab = false, semicolon = false, blank = true;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == ',')
            return ',';
        if (c == '\n' && !blank)
            break;
        tab |= c == '\t';
        semicolon |= c == ';';
        blank &= c == '\n' || c == '\r';
    }
    return tab ? '\t' : semicolon ? ';' : ',';
}

constexpr std::string_view separator_mark = "sep=";

// Of a first line "sep=;", by which spreadsheets are told what parts cells; 0: it is none.
std::size_t length_of_separator_line(std::string_view text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    const bool named = line.size() == separator_mark.size() + 1 &&
                       line.starts_with(separator_mark) &&
                       std::string_view(",;\t|").find(line.back()) != line.npos;
    return named ? std::min(end, text.size() - 1) + 1 : 0;
}

class scanner {
  public:
    // From text[at], where `line` begins.
    scanner(std::string_view text, std::string_view file, char separator, std::size_t at,
            std::size_t line)
        : text_(text), file_(file), separator_(separator), at_(at), line_(line) {}

    bool done() const noexcept { return at_ >= text_.size(); }

    result<csv_row> row() {
        csv_row row{line_, {}};
        for (;;) {
            auto cell = at_ < text_.size() && text_[at_] == '"' ? quoted() : plain();
            if (!cell)
                return cell.error();
            row.cells.emplace_back(without_guard(*cell));
            if (done())
                return row;
            if (text_[at_] == separator_) {
                ++at_;
                continue;
            }
            at_ += text_[at_] == '\r' ? 2 : 1;
            ++line_;
            return row;
        }
    }

    failure problem(std::size_t line, const std::string& what) const {
        return problem_of(file_, line, what);
    }

  private:
    bool at_line_end() const noexcept {
        return text_[at_] == '\n' ||
               (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
    }

    result<std::string> plain() {
        const std::size_t begin = at_;
        while (!done() && text_[at_] != separator_ && !at_line_end())
            ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    result<std::string> quoted() {
        const std::size_t opened = line_;
        std::string cell;
        for (++at_; !done(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"')
                    break;
                ++at_;
            }
            line_ += text_[at_] == '\n';
            cell += text_[at_];
        }
        if (done())
            return problem(opened, "a quote is opened and never closed");
        ++at_;
        if (!done() && text_[at_] != separator_ && !at_line_end())
            return problem(line_, "there is text after a closing quote");
        return cell;
    }

    std::string_view text_, file_;
    char separator_;
    std::size_t at_, line_;
};

bool is_blank(const csv_row& row) {
    return std::ranges::all_of(row.cells, &std::string::empty);
}

// A header that a person has typed has blanks behind its commas.
void trim(std::string& name) {
    name.erase(name.find_last_not_of(" \t") + 1);
    name.erase(0, name.find_first_not_of(" \t"));
}

// Spreadsheets leave empty cells at the end of rows, or leave them out.
void fit(csv_row& row, const std::vector<std::string>& columns) {
    std::size_t named = columns.size();
    while (named > 0 && columns[named - 1].empty())
        --named;
    while (row.cells.size() > columns.size() && row.cells.back().empty())
        row.cells.pop_back();
    if (row.cells.size() >= named && row.cells.size() < columns.size())
        row.cells.resize(columns.size());
}

} // namespace

std::optional<std::size_t> csv_table::column(std::string_view name) const {
    const auto found = std::ranges::find(columns, name);
    if (name.empty() || found == columns.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

result<csv_table> read_csv(std::string_view text, std::string_view file) {
    if (auto good = check_encoding(text, file); !good)
        return good.error();
    text = without_byte_order_mark(text);
    csv_table table;
    const std::size_t header = length_of_separator_line(text);
    table.separator = header > 0 ? text[separator_mark.size()] : separator_of(text);
    scanner scan(text, file, table.separator, header, header > 0 ? 2 : 1);
    while (!scan.done()) {
        auto row = scan.row();
        if (!row)
            return row.error();
        if (is_blank(*row))
            continue;
        if (table.columns.empty()) {
            table.columns = std::move(row->cells);
            std::ranges::for_each(table.columns, trim);
            for (const std::string& name : table.columns)
                if (!name.empty() && std::ranges::count(table.columns, name) > 1)
                    return scan.problem(row->line,
                                        "two columns are named '" + printable(name, 40) + "'");
            continue;
        }
        fit(*row, table.columns);
        if (row->cells.size() != table.columns.size())
            return scan.problem(row->line, std::to_string(row->cells.size()) +
                                               " cells, but the header has " +
                                               std::to_string(table.columns.size()));
        table.rows.push_back(std::move(*row));
    }
    if (table.columns.empty())
        return scan.problem(1, "there is nothing in it: a header and rows were expected");
    return table;
}

} // namespace preceptron::results
