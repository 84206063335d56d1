#include "journal/recovery.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/verification.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(layouts_of_keys)

namespace {

// A checkpoint folder with a first segment, if any.
struct stored_journal {
    temporary_folder folder;
    const std::filesystem::path checkpoint = folder.path();

    explicit stored_journal(std::string_view first_segment = {}) {
        if (!first_segment.empty())
            write_bytes(segment(1), first_segment);
    }
    std::filesystem::path segment(int n) const { return checkpoint / segment_name(n); }
    result<opened_journal> open() const {
        return open_journal(checkpoint, sample_head(), noon, {});
    }
    head_record newest_head() const {
        const auto contents = read_contents(checkpoint);
        BOOST_REQUIRE(contents.has_value());
        BOOST_REQUIRE(contents->head());
        return *contents->head();
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_new_journal_has_the_newer_one) {
    const stored_journal fresh;
    BOOST_TEST((fresh.open()->contents.results.keys() == key_layout::judge_first));
    BOOST_TEST((fresh.newest_head().keys == key_layout::judge_first));
}

BOOST_AUTO_TEST_CASE(a_journal_keeps_its_own) {
    auto older = sample_head();
    older.keys = key_layout::entry_first;
    older.segment = 1;
    for (const bool torn_head : {false, true}) {
        const stored_journal f(line_of(older) + line_of(sample_result(1)));
        if (torn_head)
            write_bytes(f.segment(2), "{\"c\":\"01");
        const auto j = f.open();
        BOOST_REQUIRE(j.has_value());
        BOOST_TEST((j->contents.results.keys() == key_layout::entry_first));
        BOOST_TEST((f.newest_head().keys == key_layout::entry_first));
        BOOST_TEST(f.newest_head().segment == (torn_head ? 2 : 1));
    }
}

BOOST_AUTO_TEST_CASE(where_its_head_is_lost_its_prompts_tell) {
    for (const key_layout keys : {key_layout::entry_first, key_layout::judge_first}) {
        const prompt_record prompt{"t", "default", "ff", "text", keys};
        const stored_journal f(line_of(prompt) + line_of(sample_result(1)));
        BOOST_TEST((read_contents(f.checkpoint)->results.keys() == keys));
        BOOST_REQUIRE(repair(f.checkpoint, noon).has_value());
        BOOST_TEST((f.newest_head().keys == keys));
    }
}

BOOST_AUTO_TEST_SUITE_END()
