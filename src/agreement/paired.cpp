#include "agreement/paired.hpp"

#include "agreement/random_stream.hpp"
#include "agreement/table_reader.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace preceptron::agreement {

paired_scores scored_by_both(std::span<const rating> grades, std::span<const rating> a,
                             std::span<const rating> b, const case_numbering& cases) {
    paired_scores out;
    out.a.case_count = out.b.case_count = cases.count;
    for (std::size_t i = 0; i < grades.size(); ++i)
        if (grades[i] && a[i] && b[i]) {
            out.a.add(*grades[i], *a[i], cases.of_row[i]);
            out.b.add(*grades[i], *b[i], cases.of_row[i]);
        }
    return out;
}

paired_tables tables_of(const paired_scores& rows, const scale& declared) {
    const scale both = declared.merged(observed_scale(rows.a)).merged(observed_scale(rows.b));
    const table_layout layout = common_layout(std::array{&rows.a, &rows.b}, both);
    return {cluster_tables(rows.a, layout), cluster_tables(rows.b, layout)};
}

namespace {

// The two tables as they are after some exchanges, and the statistics' differences between them.
class exchangeable_tables : public exchangeable {
  public:
    exchangeable_tables(const paired_tables& tables, std::span<const table_statistic> wanted)
        : tables_(tables), reader_(tables.a.layout(), wanted), a_(tables.a.total()),
          b_(tables.b.total()), swapped_(tables.a.clusters()), of_a_(wanted.size()),
          of_b_(wanted.size()) {}

    void exchange(std::uint32_t c) override {
        const std::int32_t sign = swapped_[c] ? 1 : -1;
        tables_.a.add(c, sign, a_);
        tables_.b.add(c, -sign, a_);
        tables_.b.add(c, sign, b_);
        tables_.a.add(c, -sign, b_);
        swapped_[c] = !swapped_[c];
    }

    void read(std::span<double> differences) override {
        reader_.read(a_, of_a_);
        reader_.read(b_, of_b_);
        for (std::size_t s = 0; s < differences.size(); ++s)
            differences[s] = of_a_[s] - of_b_[s];
    }

    bool exchanged(std::uint32_t c) const override { return swapped_[c]; }

  private:
    const paired_tables& tables_;
    table_reader reader_;
    std::vector<std::int32_t> a_, b_;
    std::vector<bool> swapped_;
    std::vector<double> of_a_, of_b_;
};

} // namespace

std::vector<double> differences(const paired_tables& tables,
                                std::span<const table_statistic> wanted) {
    std::vector<double> out(wanted.size());
    exchangeable_tables(tables, wanted).read(out);
    return out;
}

swap_test exchange_cases(const paired_tables& tables, std::span<const table_statistic> wanted,
                         std::size_t exchanges, std::uint64_t seed, std::string_view stream) {
    std::vector<std::uint32_t> cases;
    for (std::uint32_t c = 0; c < tables.a.clusters(); ++c)
        if (tables.a.occupied(c))
            cases.push_back(c);
    exchangeable_tables state(tables, wanted);
    return exchange_cases(state, wanted.size(), cases, exchanges, seed, stream);
}

swap_test exchange_cases(exchangeable& state, std::size_t statistics,
                         std::span<const std::uint32_t> cases, std::size_t exchanges,
                         std::uint64_t seed, std::string_view stream) {
    std::vector<double> seen(statistics), now(statistics);
    state.read(seen);
    std::vector<std::size_t> as_great(statistics);
    const auto count = [&] {
        state.read(now);
        for (std::size_t s = 0; s < now.size(); ++s) // true for NaN
            as_great[s] += !(std::abs(now[s]) < std::abs(seen[s]) - 1e-12);
    };

    swap_test out;
    out.cases = static_cast<std::uint32_t>(cases.size());
    out.exact = out.cases <= most_cases_exact;
    double added = 0;
    if (out.exact) {
        // Exchanging the other cases instead only turns the sign, so that half of the exchanges
        // tell all: the first case stays. Gray's code flips one case at a time.
        out.exchanges = std::size_t{1} << out.cases;
        const std::size_t half = out.cases == 0 ? 1 : out.exchanges / 2;
        for (std::size_t i = 0; i < half; ++i) {
            if (i > 0)
                state.exchange(cases[1 + static_cast<std::size_t>(std::countr_zero(i))]);
            count();
        }
        out.smallest_p = out.cases == 0 ? 1 : 2 / static_cast<double>(out.exchanges);
        exchanges = half;
    } else {
        out.exchanges = exchanges;
        added = 1;
        for (std::size_t i = 0; i < exchanges; ++i) {
            random_stream random(seed, stream_number(stream), static_cast<std::uint32_t>(i));
            std::uint32_t drawn = 0; // a draw a case number, also of cases without rows
            for (const std::uint32_t c : cases) {
                bool exchanged = false;
                for (; drawn <= c; ++drawn)
                    exchanged = random.next() & 1;
                if (exchanged != state.exchanged(c))
                    state.exchange(c);
            }
            count();
        }
        out.smallest_p = 1 / (1 + static_cast<double>(exchanges));
    }
    for (std::size_t s = 0; s < statistics; ++s)
        out.p.push_back(std::isfinite(seen[s]) ? (added + static_cast<double>(as_great[s])) /
                                                     (added + static_cast<double>(exchanges))
                                               : std::numeric_limits<double>::quiet_NaN());
    return out;
}

} // namespace preceptron::agreement
