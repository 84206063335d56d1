#include "journal/contents.hpp"
#include "journal/record_loader.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(loading)

namespace {

struct stored_segment {
    temporary_folder folder;
    const std::filesystem::path checkpoint = folder.path();

    explicit stored_segment(std::string_view text) { write_bytes(segment(1), text); }
    std::filesystem::path segment(int n) const { return checkpoint / segment_name(n); }
};

} // namespace

// Far more than one read holds, among them a record larger than any.
BOOST_AUTO_TEST_CASE(records_are_loaded_in_any_order) {
    constexpr int count = 2000, large = 777;
    auto lines = sample_lines(count);
    auto huge = sample_result(large);
    huge.justification = std::string(300'000, 'x');
    lines[large] = line_of(huge);
    const stored_segment f(joined(lines));
    const auto contents = read_contents(f.checkpoint);
    record_loader loader(f.checkpoint);
    const auto check = [&](int n) {
        const auto loaded =
            loader.load_result(contents->results.standing(name_of(sample_trial(n)))->where());
        BOOST_REQUIRE(loaded.has_value());
        BOOST_TEST(loaded->justification ==
                   (n == large ? huge.justification : sample_result(n).justification));
    };
    for (int n = 1; n <= count; ++n)
        check(n);
    for (int n = count; n > 0; --n)
        check(n);
    for (int i = 0; i < count; ++i)
        check(i * 71 % count + 1);
}

BOOST_AUTO_TEST_CASE(a_record_that_was_cut_off_since_the_scan_is_not_returned) {
    const stored_segment f(joined(sample_lines(3)));
    const auto contents = read_contents(f.checkpoint);
    const auto whole = std::filesystem::file_size(f.segment(1));
    for (const std::uintmax_t left : {whole - 2, whole / 2, std::uintmax_t{0}}) {
        std::filesystem::resize_file(f.segment(1), left);
        record_loader loader(f.checkpoint);
        const auto loaded =
            loader.load_result(contents->results.standing(name_of(sample_trial(3)))->where());
        BOOST_REQUIRE(loaded.has_error());
        BOOST_TEST((loaded.error().code == errc::bad_journal));
    }
}

BOOST_AUTO_TEST_CASE(a_segment_that_is_cut_and_mended_while_it_is_read_is_told_from_a_whole_one) {
    const stored_segment f(joined(sample_lines(100)));
    const auto contents = read_contents(f.checkpoint);
    const std::string whole = read_bytes(f.segment(1));
    record_loader loader(f.checkpoint);
    const auto load = [&](int n) {
        return loader.load_result(contents->results.standing(name_of(sample_trial(n)))->where());
    };
    BOOST_TEST(load(50).has_value());
    std::filesystem::resize_file(f.segment(1), 0);
    for (const int n : {3, 99}) {
        const auto loaded = load(n);
        BOOST_REQUIRE(loaded.has_error());
        BOOST_TEST((loaded.error().code == errc::bad_journal));
    }
    write_bytes(f.segment(1), whole);
    for (const int n : {3, 50, 99})
        BOOST_TEST(load(n)->justification == sample_result(n).justification);
}

BOOST_AUTO_TEST_CASE(records_that_came_since_the_first_was_loaded_are_loaded) {
    const auto lines = sample_lines(100);
    const stored_segment all(joined(lines)), some(joined({lines.begin(), lines.begin() + 30}));
    const auto contents = read_contents(all.checkpoint);
    record_loader loader(some.checkpoint);
    for (const int n : {5, 99, 6, 60}) {
        if (n == 99)
            write_bytes(some.segment(1), read_bytes(all.segment(1)));
        const auto loaded =
            loader.load_result(contents->results.standing(name_of(sample_trial(n)))->where());
        BOOST_REQUIRE(loaded.has_value());
        BOOST_TEST(loaded->justification == sample_result(n).justification);
    }
}

BOOST_AUTO_TEST_CASE(a_record_that_changed_since_the_scan_is_not_returned) {
    const stored_segment f(joined(sample_lines(1)));
    const auto contents = read_contents(f.checkpoint);
    std::string text = read_bytes(f.segment(1));
    text[text.size() - 20] ^= 1;
    write_bytes(f.segment(1), text);
    record_loader loader(f.checkpoint);
    const auto loaded =
        loader.load_result(contents->results.standing(name_of(sample_trial(1)))->where());
    BOOST_REQUIRE(loaded.has_error());
    BOOST_TEST((loaded.error().code == errc::bad_journal));
}

BOOST_AUTO_TEST_SUITE_END()
