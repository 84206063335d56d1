#include "results/text_table.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

using preceptron::results::text_table;

namespace {

text_table sample() {
    text_table table({"judge", "n"}, 1);
    table.add({"a-judge-of-some-length", "60"});
    table.add({"a-judge-of-some-height", "7"});
    return table;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tables_in_a_width)

BOOST_AUTO_TEST_CASE(what_fits_stands_as_it_is) {
    BOOST_TEST(sample().text_within(26) == sample().text());
    BOOST_TEST(sample().text_within(25) == sample().text(1));
}

BOOST_AUTO_TEST_CASE(names_are_cut_and_stay_different) {
    BOOST_TEST(sample().text_within(20) == "judge              n\n"
                                           "a-jud…ome-length  60\n"
                                           "a-jud…ome-height   7\n");
}

BOOST_AUTO_TEST_CASE(wide_characters_take_two_columns) {
    text_table table({"judge", "n"}, 1);
    table.add({"診断の審査員", "60"});
    table.add({"judge-b", "7"});
    BOOST_TEST(table.text() == "judge          n\n"
                               "診断の審査員  60\n"
                               "judge-b        7\n");
    BOOST_TEST(std::move(table).text_within(14) == "judge      n\n"
                                                   "診…審査員 60\n"
                                                   "judge-b    7\n");
}

BOOST_AUTO_TEST_CASE(names_stay_whole_where_nothing_helps) {
    BOOST_TEST(sample().text_within(8) == sample().text(1));
}

BOOST_AUTO_TEST_CASE(names_of_two_columns_are_cut_alike_the_longest_first) {
    text_table table({"first", "second", "n"}, 2);
    table.add({"a-judge-of-some-length", "a-judge-of-some-height", "60"});
    table.add({"short", "a-judge-of-some-length", "7"});
    BOOST_TEST(std::move(table).text_within(36) == "first            second            n\n"
                                                   "a-jud…me-length  a-jud…me-height  60\n"
                                                   "short            a-jud…me-length   7\n");
}

BOOST_AUTO_TEST_CASE(heads_are_broken_before_names_are_cut) {
    text_table table({"judge", "pairs alike", "alpha [95 % CI]"}, 1);
    table.add({"sim-strong", "0.80", "—"});
    BOOST_TEST(std::move(table).text_within(28) == "            pairs      alpha\n"
                                                   "judge       alike  [95 % CI]\n"
                                                   "sim-strong   0.80          —\n");
}

BOOST_AUTO_TEST_CASE(numbers_that_do_not_fit_stand_in_a_table_beneath) {
    text_table table({"judge", "QWK", "MAE"}, 1);
    table.add({"sim-strong", "0.80 [0.70, 0.90]", "1.20 [1.10, 1.30]"});
    table.add_remark("swapped: a/b");
    BOOST_TEST(std::move(table).text_within(40) == "judge                     QWK\n"
                                                   "sim-strong  0.80 [0.70, 0.90]\n\n"
                                                   "judge                     MAE\n"
                                                   "sim-strong  1.20 [1.10, 1.30]\n"
                                                   "  swapped: a/b\n");
}

BOOST_AUTO_TEST_CASE(rows_are_indented_under_headings_which_take_no_column) {
    text_table table({"judge", "n"}, 1);
    table.add_heading("management_reasoning");
    table.add({"sim-fair", "60"});
    table.add_remark("none of them");
    BOOST_TEST(std::move(table).text_within(14) == "  judge      n\n"
                                                   "management_reasoning\n"
                                                   "  sim-fair  60\n"
                                                   "    none of\n"
                                                   "    them\n");
}

BOOST_AUTO_TEST_SUITE_END()
