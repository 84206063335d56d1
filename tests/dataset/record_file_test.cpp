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
        record_buffer buffer;
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

// As many records as several reads of the file hold.
struct long_dataset : scratch_folder {
    static constexpr std::size_t count = 400;
    static std::string record(std::size_t i) {
        return "{\"id\":" + std::to_string(i) + ",\"x\":\"" + std::string(300 + 7 * (i % 90), 'x') +
               "\"}";
    }
    static std::string all() {
        std::string lines;
        for (std::size_t i = 0; i < count; ++i)
            lines += record(i) + '\n';
        return lines;
    }
    const std::filesystem::path file = write("data.jsonl", all());
    const preceptron::dataset::dataset data = read_dataset(file, {.held_up_to = 0}).value();
    record_buffer buffer;
};

BOOST_FIXTURE_TEST_CASE(one_buffer_serves_any_order, long_dataset) {
    const auto same = [&](std::size_t i) {
        return data.entries[i].record.read(buffer) == record(i);
    };
    for (std::size_t i = 0; i < count; ++i)
        BOOST_REQUIRE(same(i));
    BOOST_TEST(same(count - 1)); // once more, and what stands before it
    BOOST_TEST(same(count - 2));
    for (std::size_t i = 0; i < count; i += 3)
        BOOST_REQUIRE(same(i));
    for (std::size_t i = 0; i < 2000; ++i)
        BOOST_REQUIRE(same(i * i * 31 % count));
}

BOOST_FIXTURE_TEST_CASE(records_in_their_order_share_a_read, long_dataset) {
    for (std::size_t i = 0; i < 100; ++i)
        BOOST_REQUIRE(data.entries[i].record.read(buffer) == record(i));
    BOOST_TEST(buffer.bytes.size() > 8 * record(100).size());
    BOOST_TEST(buffer.bytes.size() <= 65536U);
    BOOST_TEST(data.entries[1].record.read(buffer) == record(1));
    BOOST_TEST(buffer.bytes.size() == record(1).size()); // nothing ahead of one who jumps
}

BOOST_FIXTURE_TEST_CASE(a_buffer_is_not_trusted_after_a_change, long_dataset) {
    const auto broken = [&](std::size_t i) {
        try {
            return data.entries[i].record.read(buffer) != record(i);
        } catch (const thrown_failure& e) {
            return e.why.code == errc::bad_dataset;
        }
    };
    const auto put = [&](std::size_t at, char c) {
        std::fstream(file, std::ios::in | std::ios::out).seekp(static_cast<std::streamoff>(at))
            << c;
    };
    std::size_t changed = 0;
    for (std::size_t i = 0; i < 200; ++i)
        changed += record(i).size() + 1;
    changed += 30; // in record 200
    for (std::size_t i = 0; i < 150; ++i)
        BOOST_REQUIRE(!broken(i));
    put(changed, 'y');
    for (std::size_t i = 150; i < 200; ++i)
        BOOST_REQUIRE(!broken(i));
    (void)broken(200); // or not, where it was read along before the change
    BOOST_TEST(!broken(201));
    BOOST_TEST(!broken(0));
    BOOST_TEST(broken(200));
    BOOST_TEST(broken(200));
    put(changed, 'x');
    BOOST_TEST(!broken(200));
    BOOST_TEST(!broken(201));
}

BOOST_FIXTURE_TEST_CASE(a_file_that_is_cut_and_mended_is_read_on, long_dataset) {
    const auto same = [&](std::size_t i) {
        return data.entries[i].record.read(buffer) == record(i);
    };
    const auto broken = [&](std::size_t i) {
        try {
            return data.entries[i].record.read(buffer).empty();
        } catch (const thrown_failure& e) {
            return e.why.code == errc::bad_dataset;
        }
    };
    BOOST_TEST(same(7));
    std::filesystem::resize_file(file, 5000);
    BOOST_TEST(broken(300));
    BOOST_TEST(same(0));
    BOOST_TEST(broken(200));
    write("data.jsonl", all()); // into the same file
    BOOST_TEST(same(200));
    BOOST_TEST(same(300));
}

BOOST_AUTO_TEST_CASE(a_buffer_gives_back_what_a_long_record_took) {
    record_buffer buffer;
    buffer.bytes.assign(1000, 'x');
    buffer.forget_long_record();
    BOOST_TEST(buffer.bytes.size() == 1000U);
    buffer.bytes.assign(1 << 20, 'x');
    buffer.forget_long_record();
    BOOST_TEST(buffer.bytes.capacity() < 1000U);
}

BOOST_FIXTURE_TEST_CASE(a_buffer_may_go_from_one_dataset_to_another, large_dataset) {
    const auto other_file = write("other.json", R"([{"id":7,"x":"two"},{"id":8}])");
    const auto other = read_dataset(other_file, {.held_up_to = 0}).value();
    record_buffer buffer;
    for (std::size_t i = 0; i < 2; ++i) {
        BOOST_TEST(data.entries[i].record.read(buffer) == text_of(i));
        BOOST_TEST(other.entries[0].record.read(buffer) == R"({"id":7,"x":"two"})");
    }
}

BOOST_FIXTURE_TEST_CASE(a_moved_dataset_reads_on, large_dataset) {
    const preceptron::dataset::dataset moved = std::move(data);
    record_buffer buffer;
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
