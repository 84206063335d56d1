#include "core/mapped_file.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(mapped_files)

namespace {

constexpr std::size_t page = 4096;

struct file_of_pages : scratch_folder {
    static std::string bytes() {
        std::string text(10 * page + 100, '\0');
        for (std::size_t i = 0; i < text.size(); ++i)
            text[i] = static_cast<char>('a' + i * 7 % 26);
        return text;
    }
    const std::string text = bytes();
    const std::filesystem::path path = write("file", text);

    mapped_file map(std::uint64_t size) const {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        mapped_file mapped(descriptor, size);
        ::close(descriptor);
        return mapped;
    }
    mapped_file map() const { return map(text.size()); }
    void cut(std::size_t size) const { std::filesystem::resize_file(path, size); }

    // What copy() tells: that it failed, or whether the bytes are the file's.
    enum class told { nothing, right, wrong };
    told copied(const mapped_file& from, std::size_t offset, std::size_t size) const {
        std::string to(size, '?');
        if (!from.copy(offset, to))
            return told::nothing;
        return to == text.substr(offset, size) ? told::right : told::wrong;
    }
    bool reads(const mapped_file& from, std::size_t offset, std::size_t size) const {
        return copied(from, offset, size) == told::right;
    }
    bool fails(const mapped_file& from, std::size_t offset, std::size_t size) const {
        return copied(from, offset, size) == told::nothing;
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(bytes_are_copied_from_anywhere, file_of_pages) {
    const mapped_file mapped = map();
    BOOST_TEST(mapped.size() == text.size());
    BOOST_TEST(reads(mapped, 0, text.size()));
    BOOST_TEST(reads(mapped, page - 1, 2));
    BOOST_TEST(reads(mapped, text.size() - 1, 1));
    BOOST_TEST(reads(mapped, text.size(), 0));
}

BOOST_FIXTURE_TEST_CASE(what_is_not_mapped_is_not_copied, file_of_pages) {
    const mapped_file mapped = map(2 * page);
    BOOST_TEST(reads(mapped, 0, 2 * page));
    BOOST_TEST(fails(mapped, 0, 2 * page + 1));
    BOOST_TEST(fails(mapped, 2 * page, 1));
    BOOST_TEST(fails(mapped, ~std::uint64_t{0}, 1));
    BOOST_TEST(fails(mapped_file(), 0, 1));
    BOOST_TEST(map(0).size() == 0U);
    BOOST_TEST(map(mapped_file::largest + 1).size() == 0U);
    BOOST_TEST(mapped_file(-1, page).size() == 0U);
}

// Without the guard the test itself would be killed.
BOOST_FIXTURE_TEST_CASE(a_file_that_is_cut_tells_nothing_more, file_of_pages) {
    const mapped_file mapped = map();
    BOOST_TEST(reads(mapped, 0, page));
    cut(3 * page);
    BOOST_TEST(reads(mapped, 0, 3 * page));
    BOOST_TEST(fails(mapped, 2 * page, 5 * page)); // over its end, and several pages of it
    BOOST_TEST(fails(mapped, 0, page));
    BOOST_TEST(reads(map(3 * page), 0, 3 * page)); // mapped anew it is sound
}

BOOST_FIXTURE_TEST_CASE(the_loss_of_one_file_is_not_that_of_another, file_of_pages) {
    const mapped_file cut_one = map();
    file_of_pages other;
    const mapped_file whole = other.map();
    cut(0);
    BOOST_TEST(fails(cut_one, 0, 1));
    BOOST_TEST(other.reads(whole, 0, other.text.size()));
}

BOOST_FIXTURE_TEST_CASE(every_thread_outlives_a_loss, file_of_pages) {
    const mapped_file mapped = map();
    cut(0);
    std::vector<std::thread> threads;
    std::vector<char> failed(4, 0);
    for (std::size_t i = 0; i < failed.size(); ++i)
        threads.emplace_back(
            [&, i] { failed[i] = static_cast<char>(fails(mapped, i * page, 2 * page)); });
    for (std::thread& thread : threads)
        thread.join();
    for (const char each : failed)
        BOOST_TEST(each == 1);
}

// As whoever started the program may have left it.
BOOST_FIXTURE_TEST_CASE(a_loss_is_outlived_where_its_signal_was_blocked, file_of_pages) {
    sigset_t loss, before;
    sigemptyset(&loss);
    sigaddset(&loss, SIGBUS);
    pthread_sigmask(SIG_BLOCK, &loss, &before);
    const mapped_file mapped = map();
    cut(0);
    BOOST_TEST(fails(mapped, page, 1));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

BOOST_FIXTURE_TEST_CASE(nothing_is_mapped_where_address_space_is_limited, file_of_pages) {
    rlimit before{};
    BOOST_REQUIRE(getrlimit(RLIMIT_AS, &before) == 0);
    const rlimit far_away{rlim_t{1} << 60, before.rlim_max};
    BOOST_REQUIRE(setrlimit(RLIMIT_AS, &far_away) == 0);
    BOOST_TEST(map().size() == 0U);
    BOOST_REQUIRE(setrlimit(RLIMIT_AS, &before) == 0);
    BOOST_TEST(map().size() == text.size());
}

BOOST_FIXTURE_TEST_CASE(a_mapping_moves_and_places_are_used_again, file_of_pages) {
    for (int i = 0; i < 100; ++i) {
        mapped_file first = map();
        mapped_file second = std::move(first);
        BOOST_REQUIRE(fails(first, 0, 1));
        BOOST_REQUIRE(reads(second, 0, text.size()));
        first = std::move(second);
        BOOST_REQUIRE(reads(first, 0, text.size()));
    }
}

BOOST_FIXTURE_TEST_CASE(more_than_can_be_guarded_are_not_mapped, file_of_pages) {
    std::vector<mapped_file> all;
    for (int i = 0; i < 20; ++i)
        all.push_back(map());
    BOOST_TEST(all[15].size() == text.size());
    BOOST_TEST(all[16].size() == 0U);
    all.front() = mapped_file();
    BOOST_TEST(map().size() == text.size());
}

BOOST_AUTO_TEST_SUITE_END()
