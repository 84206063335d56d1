// Where the files lie that tests compare with.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>

// The folder tests/. A program that does not know it ends: each of its test cases would fail alike.
inline std::filesystem::path tests_folder() {
    const char* const named = std::getenv("PRECEPTRON_TESTS");
    if (named && *named)
        return named;
    std::fputs("these tests read files of the folder tests/ and do not know where it is: run them "
               "by tools/test, or set PRECEPTRON_TESTS to that folder\n",
               stderr);
    std::_Exit(EXIT_FAILURE);
}
