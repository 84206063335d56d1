#include "report/charts/flow_chart.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/vega_lite.hpp"
#include "results/ratings.hpp"

namespace preceptron::report {

namespace {

constexpr double width = 340, box_width = 150, box_height = 34, gap = 12, line_height = 15;

// A box of what remains, and the losses between it and the next one.
struct stage {
    std::string name;
    std::size_t n;
    std::vector<std::pair<std::string, std::size_t>> lost;

    double height() const {
        return box_height + gap * 2 + line_height * static_cast<double>(lost.size());
    }
};

std::vector<stage> stages_of(const analysis::flow& f, std::size_t judges) {
    stage data{"entries in the data", f.entries, {}};
    for (const auto* const tasks : {&f.unknown_tasks, &f.not_selected})
        for (const auto& [task, n] : *tasks)
            data.lost.emplace_back("not judged: " + printable(task, 40), n);
    if (f.ungraded > 0)
        data.lost.emplace_back("without a physician's grade", f.ungraded);
    if (f.without_maximum > 0)
        data.lost.emplace_back("no max_score", f.without_maximum);
    if (f.development > 0)
        data.lost.emplace_back("of development cases", f.development);
    stage eligible{"eligible entries", f.eligible, {}};
    stage judgements{"judgements (× " + counted(judges, "judge", "judges") + ")", f.judgements, {}};
    std::vector<stage> out{data, eligible, judgements};
    if (const std::size_t not_asked = f.judgements - f.asked(); not_asked > 0) {
        out.back().lost.emplace_back("no run was to ask for", not_asked);
        out.push_back({"judgements asked for", f.asked(), {}});
    }
    for (const auto& [why, n] : f.missing)
        if (why == results::not_judged)
            out.back().lost.emplace_back("still to come", n);
        else if (why != results::not_asked)
            out.back().lost.emplace_back("without a score: " + printable(why, 40), n);
    out.push_back({"analysed", f.analysed, {}});
    return out;
}

// The drawing's own words, with what the analysis remarks.
analysis::section numbers(const std::vector<stage>& stages, const analysis::report& r) {
    analysis::section s{"", {"", "entries, then judgements"}, 1, {}, {}};
    for (const stage& each : stages) {
        s.rows.push_back({each.name, grouped(each.n)});
        for (const auto& [why, n] : each.lost)
            s.rows.push_back({why, "-" + grouped(n)});
    }
    s.remarks = analysis::flow_section(r).remarks;
    return s;
}

drawing draw(const std::vector<stage>& stages) {
    double height = 4;
    for (const stage& s : stages)
        height += s.height();
    svg_writer out(width, height - 2 * gap, "Flow of entries",
                   "How many entries and judgements remain at each step, and what was left out");
    double y = 2;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const stage& s = stages[i];
        out.rect("box", 2, y, box_width, box_height);
        out.text("a", 2 + box_width / 2, y + 13, s.name, anchor::middle);
        out.text("b", 2 + box_width / 2, y + 28, grouped(s.n), anchor::middle);
        if (i + 1 < stages.size()) {
            const double end = y + s.height(), x = 2 + box_width / 2;
            out.path("arrow", "M" + coordinate(x) + " " + coordinate(y + box_height) + "V" +
                                  coordinate(end - 1) + "m-4 -5l4 5l4 -5");
            double text_y = y + box_height + gap + 11;
            for (const auto& [why, n] : s.lost) {
                out.line("grid", x, text_y - 4, x + 12, text_y - 4);
                out.text("a", x + 16, text_y,
                         fitted("-" + grouped(n) + "  " + why, 10, width - x - 18));
                text_y += line_height;
            }
        }
        y += s.height();
    }
    return out.finish();
}

} // namespace

chart flow_chart(const analysis::report& r) {
    chart c{"flow", "From entries to figures"};
    const auto stages = stages_of(r.counts, judges_of(r).size());
    c.panels.push_back({"", draw(stages), numbers(stages, r)});
    data_rows rows;
    for (const stage& s : stages) {
        rows.begin().field("step", s.name).field("kind", "remaining");
        rows.field("n", static_cast<std::uint64_t>(s.n)).end();
        for (const auto& [why, n] : s.lost)
            rows.begin()
                .field("step", why)
                .field("kind", "left out")
                .field("n", static_cast<std::uint64_t>(n))
                .end();
    }
    c.spec = vega_lite(c.title, rows.finish(),
                       R"vl("width":360,"height":{"step":22},"mark":"bar",
"encoding":{"y":{"field":"step","type":"nominal","sort":null,"title":null,"axis":{"labelLimit":300}},"x":{"field":"n","type":"quantitative","title":"entries, then judgements"},"color":{"field":"kind","type":"nominal","title":null}})vl");
    return c;
}

} // namespace preceptron::report
