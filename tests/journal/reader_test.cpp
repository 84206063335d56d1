#include "journal/reader.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(reading)

namespace {

struct reading {
    std::vector<std::string> records; // lines without newline
    scan_report report;
};

reading read(std::string_view text) {
    reading r;
    // A copy of exactly these bytes, so that a read behind them is seen by the sanitizer.
    const std::vector<char> bytes(text.begin(), text.end());
    r.report = scan({bytes.data(), bytes.size()}, [&](const record_view& v) {
        BOOST_REQUIRE(text.substr(v.offset, v.line.size()) == v.line);
        r.records.emplace_back(v.line);
    });
    BOOST_TEST(r.report.records == r.records.size());
    return r;
}

std::string without_newline(const std::string& line) {
    return line.substr(0, line.size() - 1);
}

} // namespace

BOOST_AUTO_TEST_CASE(a_sound_journal_is_read_whole) {
    const auto lines = sample_lines(3);
    const auto r = read(joined(lines));
    BOOST_TEST(r.records.size() == 4U);
    BOOST_TEST(r.report.damaged.empty());
    BOOST_TEST(!r.report.has_torn_tail());
}

BOOST_AUTO_TEST_CASE(cut_at_every_byte_the_complete_lines_remain) {
    const auto lines = sample_lines(3);
    const std::string text = joined(lines);
    for (std::size_t n = 0; n <= text.size(); ++n) {
        std::size_t whole = 0, end = 0;
        while (whole < lines.size() && end + lines[whole].size() <= n)
            end += lines[whole++].size();
        const auto r = read(std::string_view(text).substr(0, n));
        BOOST_REQUIRE(r.records.size() == whole);
        BOOST_REQUIRE(r.report.damaged.empty());
        BOOST_REQUIRE(r.report.torn_offset == end);
        BOOST_REQUIRE(r.report.has_torn_tail() == (end < n));
    }
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_is_found_and_costs_one_record_at_most) {
    const auto lines = sample_lines(3);
    const std::string text = joined(lines);
    std::set<std::string> sound;
    for (const auto& line : lines)
        sound.insert(without_newline(line));
    for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
        std::string bad = text;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
        const auto r = read(bad);
        BOOST_REQUIRE(!r.report.damaged.empty() || r.report.has_torn_tail());
        BOOST_REQUIRE(r.report.damaged.size() <= 1);
        BOOST_REQUIRE(r.records.size() + 1 >= lines.size());
        for (const auto& record : r.records)
            BOOST_REQUIRE(sound.contains(record));
    }
}

BOOST_AUTO_TEST_CASE(a_zeroed_sector_costs_what_it_covers) {
    const auto lines = sample_lines(6);
    std::string text = joined(lines);
    BOOST_REQUIRE(text.size() > 2048);
    std::fill(text.begin() + 512, text.begin() + 1024, '\0');
    std::size_t touched = 0;
    for (std::size_t i = 0, begin = 0; i < lines.size(); begin += lines[i++].size())
        touched += begin < 1024 && begin + lines[i].size() > 512;
    const auto r = read(text);
    BOOST_TEST(r.records.size() == lines.size() - touched);
    BOOST_REQUIRE(r.report.damaged.size() == 1U);
    BOOST_TEST(r.report.damaged[0].offset <= 512U);
    BOOST_TEST(r.report.damaged[0].offset + r.report.damaged[0].length >= 1024U);
}

BOOST_AUTO_TEST_CASE(a_tail_of_zeros_is_torn_and_no_damage) {
    const std::string text = joined(sample_lines(2));
    const auto r = read(text + std::string(4096, '\0'));
    BOOST_TEST(r.records.size() == 3U);
    BOOST_TEST(r.report.damaged.empty());
    BOOST_TEST(r.report.torn_offset == text.size());
    BOOST_TEST(r.report.size == text.size() + 4096);
}

BOOST_AUTO_TEST_CASE(a_record_glued_to_a_fragment_is_saved) {
    const auto lines = sample_lines(2);
    const std::string text = lines[0] + lines[1].substr(0, 50) + lines[2];
    const auto r = read(text);
    BOOST_REQUIRE(r.records.size() == 2U);
    BOOST_TEST(r.records[1] == without_newline(lines[2]));
    BOOST_REQUIRE(r.report.damaged.size() == 1U);
    BOOST_TEST(r.report.damaged[0].offset == lines[0].size());
    BOOST_TEST(r.report.damaged[0].length == 50U);
}

BOOST_AUTO_TEST_CASE(records_that_lost_the_newline_between_them_are_both_saved) {
    const auto lines = sample_lines(2);
    const auto r = read(without_newline(lines[0]) + lines[1] + lines[2]);
    BOOST_TEST(r.records.size() == 3U);
}

BOOST_AUTO_TEST_CASE(neighbouring_damage_is_one_place) {
    const auto lines = sample_lines(1);
    const auto r = read(lines[0] + "x\n\n\0\nhello\n" + lines[1] + "y\n");
    BOOST_TEST(r.records.size() == 2U);
    BOOST_TEST(r.report.damaged.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_file_is_read_like_its_text_whatever_the_size_of_a_line) {
    temporary_folder folder;
    auto lines = sample_lines(3);
    auto huge = sample_result(4);
    huge.raw.assign(std::size_t{9} << 20, 'x');
    lines.insert(lines.begin() + 2, line_of(huge));
    for (int i = 5; i < 12000; ++i)
        lines.push_back(line_of(sample_result(i)));
    const std::string text = joined(lines) + "torn";
    const auto path = folder.path() / "segment";
    write_bytes(path, text);
    std::size_t next = 0;
    std::uint64_t offset = 0;
    const auto report = scan_file(path, [&](const record_view& v) {
        BOOST_REQUIRE(v.line == std::string_view(lines[next]).substr(0, lines[next].size() - 1));
        BOOST_REQUIRE(v.offset == offset);
        offset += lines[next++].size();
    });
    BOOST_REQUIRE(report.has_value());
    BOOST_TEST(report->records == lines.size());
    BOOST_TEST(report->size == text.size());
    BOOST_TEST(report->torn_offset == text.size() - 4);
    BOOST_TEST(report->damaged.empty());
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_told) {
    const auto report = scan_file("/nonexistent/journal.jsonl", [](const record_view&) {});
    BOOST_REQUIRE(report.has_error());
    BOOST_TEST((report.error().code == errc::no_such_input));
}

BOOST_AUTO_TEST_SUITE_END()
