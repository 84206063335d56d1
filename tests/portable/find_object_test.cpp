// What stands in for a newer glibc says what that glibc says.
#include "portable/find_object.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <thread>

#include <dlfcn.h>

using namespace preceptron::portable;

namespace {

using finder = int (*)(void*, found_object*);

finder glibc_finder() {
    return reinterpret_cast<finder>(::dlsym(RTLD_DEFAULT, "_dl_find_object"));
}

boost::test_tools::assertion_result glibc_has_it(boost::unit_test::test_unit_id) {
    return glibc_finder() != nullptr;
}

void check_as_glibc(void* address) {
    found_object own{};
    found_object theirs{};
    BOOST_REQUIRE(glibc_finder()(address, &theirs) == 0);
    BOOST_REQUIRE(find_object(address, own) == 0);
    BOOST_TEST(own.eh_frame == theirs.eh_frame);
    // glibc counts whole pages.
    BOOST_TEST((theirs.map_start <= own.map_start && own.map_end <= theirs.map_end));
    BOOST_TEST((own.map_start <= address && address < own.map_end));
}

} // namespace

BOOST_AUTO_TEST_SUITE(find_object_suite)

BOOST_AUTO_TEST_CASE(an_address_is_found_in_program_and_libraries,
                     *boost::unit_test::precondition(glibc_has_it)) {
    check_as_glibc(reinterpret_cast<void*>(&glibc_finder));
    for (const char* name : {"qsort", "getaddrinfo", "__cxa_allocate_exception"})
        check_as_glibc(::dlsym(RTLD_DEFAULT, name));
}

BOOST_AUTO_TEST_CASE(on_another_thread_too, *boost::unit_test::precondition(glibc_has_it)) {
    std::thread([] { check_as_glibc(reinterpret_cast<void*>(&glibc_finder)); }).join();
}

BOOST_AUTO_TEST_CASE(an_address_of_no_object_is_not_found) {
    found_object found{};
    int on_the_stack = 0;
    const auto on_the_heap = std::make_unique<int>(0);
    BOOST_TEST(find_object(nullptr, found) == -1);
    BOOST_TEST(find_object(&on_the_stack, found) == -1);
    BOOST_TEST(find_object(on_the_heap.get(), found) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
