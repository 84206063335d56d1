// Journals, configurations, keys and tables of ratings.
#include "config/keys_ini.hpp"
#include "config/load_config.hpp"
#include "fuzz/targets.hpp"
#include "journal/decoder.hpp"
#include "journal/reader.hpp"
#include "results/csv_reader.hpp"
#include "results/raters_file.hpp"
#include "results/rating_rows.hpp"

#include <cmath>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace preceptron::fuzz {

namespace {

void decode_all(std::string_view body) {
    (void)journal::decode_head(body);
    (void)journal::decode_prompt(body);
    (void)journal::decode_start(body);
    (void)journal::decode_attempt(body);
    (void)journal::decode_fail(body);
    (void)journal::decode_tune(body);
    (void)journal::decode_end(body);
    if (const auto result = journal::decode_result(body); result.has_value())
        expect(std::isfinite(result->score), "a stored score is a number");
}

} // namespace

void read_journal(std::string_view input) {
    std::uint64_t records = 0, last_end = 0;
    const auto report = journal::scan(input, [&](const journal::record_view& r) {
        ++records;
        expect(r.offset >= last_end, "records come in order");
        last_end = r.offset + r.line.size();
        expect(last_end <= input.size(), "a record lies within the file");
        expect(input.substr(r.offset, r.line.size()) == r.line,
               "a record is where it is said to be");
        decode_all(r.body);
    });
    expect(report.records == records, "records are counted");
    expect(report.size == input.size() && report.torn_offset <= report.size, "sizes are right");
    std::uint64_t at = 0;
    for (const journal::damage& d : report.damaged) {
        expect(d.offset >= at && d.length > 0, "damaged places are in order and not empty");
        at = d.offset + d.length;
        expect(at <= report.torn_offset, "damage lies before the torn tail");
    }
    decode_all(input); // as if its checksum were right
}

void read_configuration(std::string_view input) {
    const auto read = config::parse_config(std::string(input), "/fuzz/config.yaml", nullptr);
    expect(read.value.has_value() || !read.problems.empty(), "a refusal has a reason");
    for (const auto& p : read.problems)
        expect(!config::to_string(p).empty(), "a problem can be told");
}

void read_key_file(std::string_view input) {
    const auto none = [](std::string_view) -> std::optional<std::string> { return {}; };
    const auto read = config::parse_keys(std::string(input), "/fuzz/config.ini", none);
    expect(read.value.has_value() || !read.problems.empty(), "a refusal has a reason");
}

void read_ratings(std::string_view input) {
    const auto table = results::read_csv(input, "fuzz.csv");
    if (table.has_value())
        for (const auto& row : table->rows)
            expect(row.cells.size() == table->columns.size(), "a row is as long as the first line");
    static const std::string path = "/tmp/preceptron-fuzz-" + std::to_string(::getpid()) + ".csv";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const bool written = ::write(file, input.data(), input.size()) == ssize_t(input.size());
    ::close(file);
    if (const auto rows = results::read_rating_rows(path); written && rows.has_value())
        for (const auto& row : *rows)
            expect(!row.grade || std::isfinite(*row.grade), "a grade is a number");
    (void)results::read_raters(path);
    ::unlink(path.c_str());
}

} // namespace preceptron::fuzz
