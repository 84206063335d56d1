#include "cli/console/terminal_size.hpp"

#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace preceptron::cli {

namespace {

std::size_t columns_of(int descriptor) {
    if (::isatty(descriptor) == 1)
        return measure_terminal(descriptor).columns;
    if (const char* const columns = std::getenv("COLUMNS"))
        if (const int n = std::atoi(columns); n >= 40)
            return static_cast<std::size_t>(n);
    return 80;
}

} // namespace

terminal_size measure_terminal(int descriptor) {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

std::size_t stdout_columns() {
    return columns_of(STDOUT_FILENO);
}

std::size_t stderr_columns() {
    return columns_of(STDERR_FILENO);
}

} // namespace preceptron::cli
