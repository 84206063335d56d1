// Segments that lose their names or their bytes while a writer has them.
#include "journal/journal_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <filesystem>

#include <unistd.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(places_of_segments)

BOOST_AUTO_TEST_CASE(a_segment_that_is_renamed_replaced_or_deleted_is_out_of_place) {
    namespace fs = std::filesystem;
    journal_folder j;
    BOOST_REQUIRE(j.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(j.out->sync().has_value());
    BOOST_TEST(j.out->out_of_place().empty());
    BOOST_TEST(j.out->out_of_place().empty());
    const fs::path other = j.folder.path() / "other";
    fs::rename(j.segment(1), other);
    BOOST_TEST(j.out->out_of_place().empty()); // it may be a moment's
    auto wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].wrong == j.segment(1).string() + " is not there any more");
    BOOST_TEST(wrong[0].present == other);
    BOOST_TEST(j.out->append(sample_result(2)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    fs::copy_file(other, j.segment(1));
    for (int look = 0; look < 3; ++look) // nothing is lost yet
        BOOST_TEST(j.out->out_of_place().empty());
    BOOST_TEST(j.out->append(sample_result(3)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(j.out->out_of_place().empty());
    wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].wrong.find("is not the file any more that this run writes to") !=
               std::string::npos);
    const std::string all = read_bytes(other);
    fs::remove(other);
    wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].present.empty());
    BOOST_TEST(j.out->copy_to(j.segment(1), j.folder.path() / "rescued").has_value());
    BOOST_TEST(read_bytes(j.folder.path() / "rescued") == all);
    BOOST_TEST(j.out->copy_to(j.segment(1), j.folder.path() / "rescued")
                   .has_error()); // never over another
}

// The system calls it "… (deleted)" then, and knows nothing of the other name.
BOOST_AUTO_TEST_CASE(a_segment_that_has_but_another_hard_link_has_no_place) {
    namespace fs = std::filesystem;
    journal_folder j;
    BOOST_REQUIRE(j.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(j.out->sync().has_value());
    fs::create_hard_link(j.segment(1), j.folder.path() / "kept");
    fs::remove(j.segment(1));
    BOOST_TEST(j.out->out_of_place().empty());
    const auto wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].present.empty(), wrong[0].present);
}

BOOST_AUTO_TEST_CASE(earlier_segments_are_watched_and_can_be_copied) {
    namespace fs = std::filesystem;
    system_calls calls;
    int syncs = 0;
    calls.sync = [&syncs](int fd) { return ++syncs == 1 ? (errno = EIO, -1) : ::fdatasync(fd); };
    journal_folder j(calls);
    BOOST_REQUIRE(j.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(j.out->sync().has_value());
    BOOST_REQUIRE(fs::exists(j.segment(2)));
    const std::string first = j.text(1);
    fs::remove(j.segment(1));
    BOOST_TEST(j.out->out_of_place().empty());
    auto wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].named == j.segment(1));
    BOOST_TEST(j.out->copy_to(wrong[0].named, j.folder.path() / "rescued").has_value());
    BOOST_TEST(read_bytes(j.folder.path() / "rescued") == first);
    fs::remove(j.segment(2));
    BOOST_TEST(j.out->out_of_place().size() == 1U);
    wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 2U);
    BOOST_TEST(wrong[1].named == j.segment(2));

    // The next run finds two segments.
    fs::rename(j.folder.path() / "rescued", j.segment(1));
    write_bytes(j.segment(2), line_of(sample_head()));
    const auto again = writer::open({j.folder.path(), 2, sample_head(), 1, {}});
    BOOST_REQUIRE(again.has_value());
    fs::rename(j.segment(1), j.folder.path() / "other");
    BOOST_TEST((*again)->out_of_place().empty());
    wrong = (*again)->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].present == j.folder.path() / "other");
}

BOOST_AUTO_TEST_CASE(a_segment_that_is_put_back_is_in_its_place) {
    journal_folder j;
    std::filesystem::rename(j.segment(1), j.folder.path() / "other");
    BOOST_TEST(j.out->out_of_place().empty());
    std::filesystem::rename(j.folder.path() / "other", j.segment(1));
    BOOST_TEST(j.out->out_of_place().empty());
    BOOST_TEST(j.out->out_of_place().empty());
}

BOOST_AUTO_TEST_CASE(what_is_cut_off_or_swallowed_is_missed) {
    journal_folder cut;
    BOOST_REQUIRE(cut.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(cut.out->reserve(4096).has_value());
    std::filesystem::resize_file(cut.segment(1), 10);
    BOOST_REQUIRE(cut.out->append(sample_result(2)).has_value());
    BOOST_REQUIRE(cut.out->sync().has_value());
    BOOST_TEST(cut.out->out_of_place().empty());
    const auto wrong = cut.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].wrong.find("is shorter than what was written to it") != std::string::npos);
    cut.out.reset(); // gives room back, and makes nothing longer
    BOOST_TEST(cut.text().find('\0') == std::string::npos);

    system_calls calls;
    calls.write = [](int, const void*, std::size_t size) { return static_cast<ssize_t>(size); };
    journal_folder swallowing(calls);
    BOOST_REQUIRE(swallowing.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(swallowing.out->sync().has_value());
    BOOST_TEST(swallowing.out->out_of_place().empty());
    BOOST_TEST(!swallowing.out->out_of_place().empty());
}

BOOST_AUTO_TEST_SUITE_END()
