#include "journal/contents.hpp"
#include "journal/refusal.hpp"
#include "journal/sample_journal.hpp"
#include "journal/segment.hpp"
#include "journal/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(refusing)

namespace {

struct checkpoint_folder {
    temporary_folder folder;
    std::filesystem::path path = folder.path() / "checkpoint";

    checkpoint_folder() { std::filesystem::create_directories(path); }

    std::optional<failure> refused() const {
        const auto contents = read_contents(path);
        BOOST_REQUIRE(contents.has_value());
        return refusal(*contents, path);
    }
    void write(const std::string& name, std::string_view bytes) const {
        write_bytes(path / name, bytes);
    }
    std::string command(const std::string& rescued, int segment) const {
        return "mv " + (path / rescued).string() + " " + (path / segment_name(segment)).string();
    }
    // Refused with this command in the sentence.
    bool asks_for(const std::string& words) const {
        const auto why = refused();
        return why && why->code == errc::bad_journal &&
               why->message.find(words) != std::string::npos;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_rescued_journal_has_to_be_put_back) {
    const checkpoint_folder f;
    f.write("rescued-1", joined(sample_lines(3)));
    BOOST_TEST(f.asks_for(f.command("rescued-1", 1) + ";"));
    f.write("journal.jsonl", "");
    BOOST_TEST(f.asks_for(f.command("rescued-1", 1)));
    f.write("journal.jsonl", line_of(sample_head())); // a run that has asked nothing yet
    BOOST_TEST(f.asks_for(f.command("rescued-1", 1)));
    f.write("journal.jsonl", joined(sample_lines(2))); // a part of it, as an editor left it
    BOOST_TEST(f.asks_for(f.command("rescued-1", 1)));
    std::filesystem::rename(f.path / "rescued-1", f.path / "journal.jsonl");
    BOOST_TEST(!f.refused().has_value());
}

BOOST_AUTO_TEST_CASE(a_journal_that_went_on_is_not_replaced) {
    const checkpoint_folder f;
    f.write("rescued-1", joined(sample_lines(3)));
    f.write("journal.jsonl", joined(sample_lines(4)));
    BOOST_TEST(!f.refused().has_value());
    head_record another = sample_head();
    another.run_id = "run-2";
    f.write("journal.jsonl", line_of(another) + line_of(sample_result(1)));
    BOOST_TEST(!f.refused().has_value());
}

BOOST_AUTO_TEST_CASE(each_segment_is_put_back_under_its_own_name) {
    const checkpoint_folder f;
    head_record second = sample_head();
    second.segment = 2;
    f.write("rescued-1", joined(sample_lines(1)));
    f.write("rescued-1-2", line_of(second) + line_of(sample_result(2)));
    f.write("rescued-2", joined(sample_lines(3))); // the longer one of the first segment
    BOOST_TEST(f.asks_for(f.command("rescued-2", 1) + " && " + f.command("rescued-1-2", 2)));
    f.write("journal.jsonl", joined(sample_lines(3)));
    BOOST_TEST(f.asks_for("with: " + f.command("rescued-1-2", 2)));
}

BOOST_AUTO_TEST_CASE(a_rescued_journal_is_found_beside_a_checkpoint_that_could_not_be_made) {
    const checkpoint_folder f;
    std::filesystem::remove(f.path);
    const auto rescued = f.folder.path() / "rescued-1";
    write_bytes(rescued, joined(sample_lines(3)));
    BOOST_TEST(f.asks_for("mv " + rescued.string() + " " + (f.path / "journal.jsonl").string()));
}

BOOST_AUTO_TEST_CASE(too_much_damage_is_refused) {
    const checkpoint_folder f;
    auto lines = sample_lines(40);
    for (std::size_t i = 10; i < 20; ++i)
        lines[i][30] ^= 1;
    f.write("journal.jsonl", joined(lines));
    BOOST_TEST(!f.refused().has_value());
    lines[20][30] ^= 1;
    f.write("journal.jsonl", joined(lines));
    BOOST_TEST(f.asks_for("11 of 41 journal records are damaged"));
}

BOOST_AUTO_TEST_CASE(only_a_journal_is_a_rescued_one) {
    const checkpoint_folder f;
    f.write("rescued-patients.txt", "notes\n");
    BOOST_TEST(!f.refused().has_value());
    auto lines = sample_lines(3);
    lines[0][30] ^= 1; // its head is damaged
    f.write("rescued-1", joined(lines));
    BOOST_TEST(f.asks_for("with: " + f.command("rescued-1", 1) + ";"));
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_put_back_and_repaired_is_known_by_what_it_holds) {
    const checkpoint_folder f;
    auto lines = sample_lines(6);
    const std::string whole = joined(lines);
    lines[3][30] ^= 1;
    const std::string damaged = joined(lines);
    lines.erase(lines.begin() + 3);
    f.write("journal.jsonl", joined(lines));
    f.write("rescued-1", damaged);
    BOOST_TEST(!f.refused().has_value());
    f.write("rescued-1", whole); // a better one
    BOOST_TEST(f.asks_for("with: " + f.command("rescued-1", 1) + ";"));
    BOOST_TEST(!f.asks_for("This replaces"));
    f.write("journal.jsonl", joined(std::vector(lines.begin(), lines.end() - 2)) +
                                 line_of(sample_result(90)));
    BOOST_TEST(f.asks_for("This replaces " + (f.path / "journal.jsonl").string() +
                          ", which holds records that "));
}

BOOST_AUTO_TEST_SUITE_END()
