#include "core/folder.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(folders)

BOOST_AUTO_TEST_CASE(names_files_folders_and_links_but_not_itself) {
    const scratch_folder here;
    here.write("a file", "");
    std::filesystem::create_directory(here.path() / "folder");
    std::filesystem::create_symlink("nowhere", here.path() / ".link");
    std::error_code error;
    auto names = names_in(here.path(), error);
    std::ranges::sort(names);
    BOOST_TEST(!error);
    BOOST_TEST(names == (std::vector<std::string>{".link", "a file", "folder"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(that_cannot_be_read_say_why) {
    const scratch_folder here;
    std::error_code error;
    BOOST_TEST(names_in(here.path() / "missing", error).empty());
    BOOST_TEST((error == std::errc::no_such_file_or_directory));
    BOOST_TEST(names_in(here.path(), error).empty());
    BOOST_TEST(!error); // of this time
}

BOOST_AUTO_TEST_SUITE_END()
