#include "report/charts/cost_chart.hpp"

#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "report/charts/axis.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <map>

namespace preceptron::report {

namespace {

constexpr double width = 340, left = 40, right = 326, top = 10, bottom = 228;

struct priced_judge {
    std::string judge;
    std::size_t number;
    double usd;
    const analysis::estimate* kappa;
    std::uint64_t unpriced = 0;
    bool best = false; // none is both cheaper and better
};

std::vector<priced_judge> priced(const analysis::report& r, std::span<const judge_cost> costs) {
    const std::vector<std::string> judges = judges_of(r);
    std::vector<priced_judge> out;
    for (const analysis::judge_macro& m : r.macro)
        for (const judge_cost& c : costs)
            if (c.judge == m.judge && c.usd_per_thousand && !m.statistics.empty() &&
                m.statistics[0].value)
                out.push_back({m.judge, position(judges, m.judge), *c.usd_per_thousand,
                               &m.statistics[0], c.unpriced});
    for (priced_judge& p : out)
        p.best = std::ranges::none_of(out, [&p](const priced_judge& q) {
            return q.usd <= p.usd && *q.kappa->value >= *p.kappa->value &&
                   (q.usd < p.usd || *q.kappa->value > *p.kappa->value);
        });
    return out;
}

// The judges that are not drawn, and why.
std::string left_out(const analysis::report& r, std::span<const judge_cost> costs) {
    const judge_names names(r);
    std::vector<std::string> unpriced, unscored;
    std::map<std::string, std::vector<std::string>> without_kappa; // by the reason
    for (const std::string& judge : judges_of(r)) {
        const auto cost = std::ranges::find(costs, judge, &judge_cost::judge);
        const auto mean = std::ranges::find(r.macro, judge, &analysis::judge_macro::judge);
        if (cost != costs.end() && cost->scored == 0)
            unscored.push_back(names(judge));
        else if (cost == costs.end() || !cost->usd_per_thousand)
            unpriced.push_back(names(judge));
        else if (mean == r.macro.end() || mean->statistics.empty())
            without_kappa["not computed"].push_back(names(judge));
        else if (const agreement::statistic& kappa = mean->statistics[0].value; !kappa)
            without_kappa[std::string(kappa.undefined_reason)].push_back(names(judge));
    }
    std::string out;
    if (!unpriced.empty() && unpriced.size() == judges_of(r).size())
        out = "No price is known for any of these judges. Give one with “price” in the "
              "configuration.";
    else if (!unpriced.empty())
        out = "Left out, because no price is known: " + joined(unpriced, ", ") +
              ". Give one with “price” in the configuration.";
    if (!unscored.empty())
        out += (out.empty() ? "" : " ") +
               ("Left out, because none of their answers has a score: " + joined(unscored, ", ")) +
               ".";
    for (const auto& [reason, judges] : without_kappa)
        out += (out.empty() ? "" : " ") + ("Left out, because there is no mean QWK over tasks (" +
                                           reason + "): " + joined(judges, ", ") + ".");
    return out;
}

axis price_axis(const std::vector<priced_judge>& judges) {
    const auto [least, most] = std::ranges::minmax_element(judges, {}, &priced_judge::usd);
    if (least->usd > 0)
        return {least->usd / 1.6, most->usd * 1.6, left + 6, right - 6, true};
    const value_span span = rounded_out(0, std::max(most->usd, 1e-6), 5);
    return {span.lo, span.hi, left + 6, right - 6};
}

axis kappa_axis(const std::vector<priced_judge>& judges) {
    double lo = 1, hi = 0;
    for (const priced_judge& p : judges) {
        lo = std::min(lo, p.kappa->interval ? p.kappa->interval->lo : *p.kappa->value);
        hi = std::max(hi, p.kappa->interval ? p.kappa->interval->hi : *p.kappa->value);
    }
    const value_span span = rounded_out(std::max(lo, -1.0), std::min(hi, 1.0), 6);
    return {span.lo, span.hi, bottom, top};
}

struct name_label {
    std::string name;
    box place;
};

// Beside the marks; nothing where they stand too close for all to have their names.
std::vector<name_label> labels_of(const std::vector<priced_judge>& judges,
                                  const judge_names& names_of, const axis& x, const axis& y) {
    std::vector<box> marks, intervals;
    std::vector<std::string> names;
    std::vector<double> widths;
    for (const priced_judge& p : judges) {
        const double at = x(p.usd), height = y(*p.kappa->value);
        marks.push_back({at - 6, height - 6, at + 6, height + 6});
        if (p.kappa->interval)
            intervals.push_back(
                {at - 2, y(p.kappa->interval->hi), at + 2, y(p.kappa->interval->lo)});
        names.push_back(names_of(p.judge));
        widths.push_back(text_width(names.back(), 11));
    }
    const auto places = place_beside(marks, widths, 12, intervals, {left, top, width, bottom});
    std::vector<name_label> out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!places[i])
            return {};
        out.push_back({names[i], *places[i]});
    }
    return out;
}

drawing draw(const std::vector<priced_judge>& judges, const axis& x, const axis& y,
             const std::vector<name_label>& labels) {
    svg_writer out(width, bottom + 34, "Cost and agreement",
                   "Each judge's mean quadratic kappa over tasks with its 95 % interval, over US "
                   "dollars for a thousand scored answers");
    for (const double v : ticks(y.lo, y.hi, 6))
        out.line("grid", left, y(v), right, y(v));
    for (const double v : ticks(y.lo, y.hi, 6))
        out.text("a", left - 6, y(v) + 3.5, tick_label(v), anchor::end);
    double free_from = 0;
    for (const double v : x.logarithmic ? logarithmic_ticks(x.lo, x.hi) : ticks(x.lo, x.hi, 5)) {
        const std::string label = "$" + tick_label(v);
        const double half = text_width(label, 10) / 2;
        if (x(v) - half < free_from)
            continue;
        free_from = x(v) + half + 6;
        out.line("grid", x(v), top, x(v), bottom);
        out.text("a", x(v), bottom + 14, label, anchor::middle);
    }
    for (const priced_judge& p : judges) {
        if (p.kappa->interval)
            out.line("ci " + judge_stroke(p.number), x(p.usd), y(p.kappa->interval->lo), x(p.usd),
                     y(p.kappa->interval->hi));
        out.path(judge_fill(p.number), mark_path(p.number, x(p.usd), y(*p.kappa->value), 5));
    }
    for (const name_label& l : labels)
        out.text("", (l.place.left + l.place.right) / 2, l.place.bottom - 3, l.name,
                 anchor::middle);
    out.text("a", (left + right) / 2, bottom + 29,
             std::string("US$ for 1,000 scored answers") + (x.logarithmic ? " (logarithmic)" : ""),
             anchor::middle);
    out.upward_text("a", 9, (top + bottom) / 2, "mean QWK over tasks");
    return out.finish();
}

constexpr std::string_view spec_rest = R"vl("width":440,"height":300,"layer":[
{"mark":"rule","encoding":{"x":{"field":"usd_per_1000","type":"quantitative"},"y":{"field":"lo","type":"quantitative"},"y2":{"field":"hi"}}},
{"mark":{"type":"point","filled":true,"size":90},"encoding":{"x":{"field":"usd_per_1000","type":"quantitative","scale":{"type":"SCALE"},"title":"US$ for 1,000 scored answers"},"y":{"field":"qwk","type":"quantitative","scale":{"zero":false},"title":"mean QWK over tasks"},"color":{"field":"judge","type":"nominal","legend":null},"shape":{"field":"best","type":"nominal","title":"none cheaper and better"}}},
{"mark":{"type":"text","align":"left","dx":8,"dy":-8},"encoding":{"x":{"field":"usd_per_1000","type":"quantitative"},"y":{"field":"qwk","type":"quantitative"},"text":{"field":"judge","type":"nominal"}}}])vl";

} // namespace

chart cost_chart(const analysis::report& r, std::span<const judge_cost> costs) {
    chart c{"cost", "Cost and agreement"};
    const std::vector<priced_judge> judges = priced(r, costs);
    c.note = left_out(r, costs);
    if (judges.empty())
        return c;
    analysis::section s{
        "", {"judge", "US$ for 1,000", "mean QWK [95 % CI]", "none cheaper and better"}, 1, {}, {}};
    data_rows rows;
    const judge_names names(r);
    for (const priced_judge& p : judges) {
        s.rows.push_back({names(p.judge), fixed(p.usd, 2), analysis::with_interval(*p.kappa, 3),
                          p.best ? "yes" : "no"});
        if (p.unpriced > 0)
            s.remarks.push_back("Of " + counted(p.unpriced, "answer", "answers") + " to " +
                                names(p.judge) +
                                " nobody knows the cost: the figure is of the others.");
        rows.begin().field("judge", p.judge).field("usd_per_1000", p.usd);
        rows.field("qwk", p.kappa->value).limits(p.kappa->interval).field("best", p.best).end();
    }
    const axis x = price_axis(judges), y = kappa_axis(judges);
    const std::vector<name_label> labels = labels_of(judges, names, x, y);
    if (labels.empty())
        for (const priced_judge& p : judges)
            c.add_key(p.judge);
    c.panels.push_back({"", draw(judges, x, y, labels), std::move(s)});
    std::string rest(spec_rest);
    rest.replace(rest.find("SCALE"), 5, x.logarithmic ? "log" : "linear");
    c.spec = vega_lite(c.title, rows.finish(), rest);
    return c;
}

} // namespace preceptron::report
