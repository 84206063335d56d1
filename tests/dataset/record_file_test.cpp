#include "core/thrown_failure.hpp"
#include "dataset/reader.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

using namespace preceptron;
using namespace preceptron::dataset;

BOOST_AUTO_TEST_SUITE(file_of_records)

struct large_dataset : scratch_folder {
    const std::filesystem::path file = write("data.json", R"([{"id":1,"x":"one"},{"id":2}])");
    preceptron::dataset::dataset data = read_dataset(file, {.held_up_to = 0}).value();

    std::string text_of(std::size_t i) const {
        std::string buffer;
        return std::string(data.entries[i].record.read(buffer));
    }
    // The failure of reading the entry's record.
    failure broken(std::size_t i) const {
        try {
            text_of(i);
        } catch (const thrown_failure& e) {
            return e.why;
        }
        BOOST_FAIL("entry " << i << " can be read");
        return {};
    }
};

BOOST_FIXTURE_TEST_CASE(records_are_read_again, large_dataset) {
    BOOST_TEST(data.bytes.size() == 0U);
    BOOST_TEST(text_of(1) == R"({"id":2})");
    BOOST_TEST(text_of(0) == R"({"id":1,"x":"one"})");
}

BOOST_FIXTURE_TEST_CASE(a_moved_dataset_reads_on, large_dataset) {
    const preceptron::dataset::dataset moved = std::move(data);
    std::string buffer;
    BOOST_TEST(moved.entries[1].record.read(buffer) == R"({"id":2})");
}

BOOST_FIXTURE_TEST_CASE(another_file_of_the_name_changes_nothing, large_dataset) {
    std::filesystem::rename(write("new.json", R"([{"id":9}])"), file);
    BOOST_TEST(text_of(1) == R"({"id":2})");
    std::filesystem::remove(file);
    BOOST_TEST(text_of(0) == R"({"id":1,"x":"one"})");
}

BOOST_FIXTURE_TEST_CASE(a_record_that_was_written_over_is_refused, large_dataset) {
    std::fstream(file, std::ios::in | std::ios::out).seekp(15) << 'O';
    const failure f = broken(0);
    BOOST_TEST((f.code == errc::bad_dataset));
    BOOST_TEST(f.message.find(file.string() + " has been changed") == 0U, f.message);
    BOOST_TEST(text_of(1) == R"({"id":2})");
}

BOOST_FIXTURE_TEST_CASE(a_file_that_was_cut_is_refused, large_dataset) {
    std::filesystem::resize_file(file, 25);
    BOOST_TEST((broken(1).code == errc::bad_dataset));
    BOOST_TEST(text_of(0) == R"({"id":1,"x":"one"})");
}

BOOST_AUTO_TEST_SUITE_END()
