#include "agreement/cluster_tables.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace preceptron::agreement {

table_layout common_layout(std::span<const pairs* const> columns, const scale& categories) {
    table_layout out;
    out.categories = categories.values();
    for (const pairs* p : columns)
        out.occurring = out.occurring.merged(observed_scale(*p));
    // The least raw score of each category: the moments of tables then equal those of the rows.
    out.points.assign(out.occurring.size(), std::numeric_limits<double>::infinity());
    for (const pairs* p : columns)
        for (const std::vector<double>* column : {&p->grade, &p->score})
            for (const double x : *column) {
                double& point = out.points[out.occurring.index_of(x)];
                point = std::min(point, x);
            }
    if (!out.points.empty())
        out.centre = out.points[out.points.size() / 2];
    for (double& point : out.points)
        point -= out.centre;
    for (const double v : out.occurring.values()) {
        const std::size_t k = categories.index_of(v);
        if (k == categories.size())
            throw std::invalid_argument("common_layout: a rating is not on the scale");
        out.positions.push_back(static_cast<double>(k));
    }
    return out;
}

cluster_tables::cluster_tables(const pairs& p, const scale& categories)
    : cluster_tables(p, common_layout(std::array{&p}, categories)) {}

cluster_tables::cluster_tables(const pairs& p, table_layout layout) : layout_(std::move(layout)) {
    const scale& occurring = layout_.occurring;
    std::vector<std::map<std::uint32_t, std::int32_t>> counts(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i) {
        const std::size_t at =
            occurring.index_of(p.grade[i]) * occurring.size() + occurring.index_of(p.score[i]);
        ++counts[p.cluster[i]][static_cast<std::uint32_t>(at)];
    }
    starts_.push_back(0);
    for (const auto& cluster : counts) {
        for (const auto& [at, count] : cluster)
            cells_.push_back({at, count});
        starts_.push_back(static_cast<std::uint32_t>(cells_.size()));
    }
}

void cluster_tables::add(std::uint32_t cluster, std::int32_t times,
                         std::span<std::int32_t> table) const {
    // The bounds are looked up first: as far as a compiler knows, the table's counts are among them.
    const cell* const end = cells_.data() + starts_[cluster + 1];
    for (const cell* c = cells_.data() + starts_[cluster]; c != end; ++c)
        table[c->at] += times * c->count;
}

void cluster_tables::add(std::span<const drawn_cluster> drawn, std::span<std::int32_t> table) const {
    for (const drawn_cluster& d : drawn)
        add(d.cluster, d.times, table);
}

std::vector<std::int32_t> cluster_tables::total() const {
    std::vector<std::int32_t> table(layout_.cells());
    for (std::uint32_t c = 0; c < clusters(); ++c)
        add(c, 1, table);
    return table;
}

} // namespace preceptron::agreement
