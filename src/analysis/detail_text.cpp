#include "analysis/detail_text.hpp"

#include "analysis/sections.hpp"
#include "core/wrapped.hpp"
#include "results/text_table.hpp"

#include <utility>

namespace preceptron::analysis {

std::string detail_text(const report& r, std::size_t columns) {
    std::string text;
    for (const section& s : detail_sections(r)) {
        text += "\n" + s.title + "\n\n";
        if (!s.heads.empty()) {
            results::text_table table(s.heads, s.first_number);
            for (const auto& row : s.rows)
                table.add(row);
            text += std::move(table).text_within(columns, 0);
        }
        for (const std::string& remark : s.remarks)
            text += wrapped(remark, columns, "  ");
    }
    return text;
}

} // namespace preceptron::analysis
