// The program's version, as meson.build states it.
#pragma once

#include <string_view>

namespace preceptron::session {

inline constexpr std::string_view program_version = PRECEPTRON_VERSION;

} // namespace preceptron::session
