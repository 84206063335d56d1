#include "cli/uncaught_text.hpp"

#include "core/thrown_failure.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <system_error>

namespace preceptron::cli {

namespace {

template<class Exception>
const Exception* as(const std::exception& e) noexcept {
    return dynamic_cast<const Exception*>(&e);
}

} // namespace

std::string cause_of(const std::exception& e) {
    if (as<std::bad_alloc>(e))
        return std::string(out_of_memory);
    const auto* const refused = as<std::system_error>(e);
    if (refused && refused->code() == std::errc::resource_unavailable_try_again)
        return "a thread could not be started, for want of memory or by a limit of processes "
               "(ulimit -v, -u)";
    return e.what();
}

std::string_view how_to_go_on(std::span<char* const> arguments) noexcept {
    const auto command = std::ranges::find_if(
        arguments, [](std::string_view argument) { return !argument.starts_with('-'); });
    if (command == arguments.end() ||
        (*command != std::string_view("run") && *command != std::string_view("demo")))
        return {};
    return ": what was answered is saved, and the same command goes on from there";
}

std::string uncaught_text(const std::exception& e, std::span<char* const> arguments) {
    std::string text = cause_of(e);
    if (as<std::bad_alloc>(e) || (as<std::runtime_error>(e) && !as<thrown_failure>(e)))
        text += how_to_go_on(arguments);
    return text;
}

} // namespace preceptron::cli
