// The headline's tables among the sections.
#include "analysis/text/headline_row.hpp"
#include "analysis/text/sections.hpp"

namespace preceptron::analysis {

section agreement_section(const report& r) {
    section s{"Agreement with physicians",
              {"task", "judge", "scored (cases)", "QWK [95 % CI]", "within tol., %",
               "MAE, points [95 % CI]", "bias", "physicians' QWK"},
              2,
              {},
              {}};
    for (const rated_cell& cell : r.cells) {
        const headline_row row = row_of(cell, r, false);
        s.rows.push_back({row.task, row.judge, row.scored, row.kappa, row.within, row.error,
                          row.bias, row.physicians});
    }
    return s;
}

section points_section(const report& r) {
    section s{std::string(title_of_points),
              {"task", "judge", "Cohen's kappa", "Pearson's r", "MAE"},
              2,
              {},
              {}};
    for (const rated_cell& cell : r.cells) {
        const headline_row row = row_of(cell, r, false);
        s.rows.push_back({row.task, row.judge, row.cohen, row.pearson, row.mae});
    }
    return s;
}

} // namespace preceptron::analysis
