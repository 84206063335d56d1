#include "agreement/replicates.hpp"

#include "agreement/split_work.hpp"
#include "agreement/table_reader.hpp"

#include <algorithm>
#include <cstdint>

namespace preceptron::agreement {

namespace {

// What one thread needs to read one judge's tables.
struct judge_scratch {
    table_reader reader;
    std::vector<std::int32_t> table;
};

} // namespace

std::vector<double> read_total(const cluster_tables& tables,
                               std::span<const table_statistic> wanted) {
    std::vector<double> out(wanted.size());
    table_reader(tables.layout(), wanted).read(tables.total(), out);
    return out;
}

std::vector<replicate_values> bootstrap_tables(const resamples& draws,
                                               std::span<const cluster_tables* const> judges,
                                               std::span<const table_statistic> wanted,
                                               unsigned threads) {
    std::vector<replicate_values> out(judges.size(), replicate_values(wanted.size(), draws.size()));
    split_work(draws.size(), threads, [&](std::size_t begin, std::size_t end) {
        std::vector<judge_scratch> scratch;
        for (const cluster_tables* tables : judges)
            scratch.push_back({table_reader(tables->layout(), wanted),
                               std::vector<std::int32_t>(tables->layout().cells())});
        std::vector<std::int32_t> times(draws.clusters());
        std::vector<drawn_cluster> room(draws.clusters());
        std::vector<double> values(wanted.size());
        for (std::size_t b = begin; b < end; ++b) {
            const std::span<const drawn_cluster> drawn = draws.draw(b, times, room);
            for (std::size_t j = 0; j < judges.size(); ++j) {
                std::ranges::fill(scratch[j].table, 0);
                judges[j]->add(drawn, scratch[j].table);
                scratch[j].reader.read(scratch[j].table, values);
                for (std::size_t s = 0; s < wanted.size(); ++s)
                    out[j].of(s)[b] = values[s];
            }
        }
    });
    return out;
}

replicate_values jackknife_tables(const cluster_tables& tables,
                                  std::span<const table_statistic> wanted) {
    replicate_values out(wanted.size(), tables.clusters());
    table_reader reader(tables.layout(), wanted);
    std::vector<std::int32_t> table = tables.total();
    std::vector<double> values(wanted.size());
    for (std::uint32_t c = 0; c < tables.clusters(); ++c) {
        tables.add(c, -1, table);
        reader.read(table, values);
        tables.add(c, 1, table);
        for (std::size_t s = 0; s < wanted.size(); ++s)
            out.of(s)[c] = values[s];
    }
    return out;
}

} // namespace preceptron::agreement
