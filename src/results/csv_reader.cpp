#include "results/csv_reader.hpp"

#include "core/printable.hpp"

#include <algorithm>

namespace preceptron::results {

namespace {

class scanner {
  public:
    scanner(std::string_view text, std::string_view file) : text_(text), file_(file) {
        if (text_.starts_with("\xEF\xBB\xBF"))
            at_ = 3;
    }

    bool done() const noexcept { return at_ >= text_.size(); }

    result<csv_row> row() {
        csv_row row{line_, {}};
        for (;;) {
            auto cell = at_ < text_.size() && text_[at_] == '"' ? quoted() : plain();
            if (!cell)
                return cell.error();
            row.cells.push_back(std::move(*cell));
            if (done())
                return row;
            if (text_[at_] == ',') {
                ++at_;
                continue;
            }
            at_ += text_[at_] == '\r' ? 2 : 1;
            ++line_;
            return row;
        }
    }

    failure problem(std::size_t line, const std::string& what) const {
        return fail(errc::bad_dataset,
                    std::string(file_) + ":" + std::to_string(line) + ": " + what);
    }

  private:
    bool at_line_end() const noexcept {
        return text_[at_] == '\n' ||
               (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
    }

    result<std::string> plain() {
        const std::size_t begin = at_;
        while (!done() && text_[at_] != ',' && !at_line_end())
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
        if (!done() && text_[at_] != ',' && !at_line_end())
            return problem(line_, "there is text after a closing quote");
        return cell;
    }

    std::string_view text_, file_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

} // namespace

std::optional<std::size_t> csv_table::column(std::string_view name) const {
    const auto found = std::ranges::find(columns, name);
    if (found == columns.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

result<csv_table> read_csv(std::string_view text, std::string_view file) {
    scanner scan(text, file);
    csv_table table;
    while (!scan.done()) {
        auto row = scan.row();
        if (!row)
            return row.error();
        if (row->cells.size() == 1 && row->cells[0].empty())
            continue;
        if (table.columns.empty()) {
            table.columns = std::move(row->cells);
            for (const std::string& name : table.columns)
                if (std::ranges::count(table.columns, name) > 1)
                    return scan.problem(row->line,
                                        "two columns are named '" + printable(name, 40) + "'");
            continue;
        }
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
