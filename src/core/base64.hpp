// Base64 with padding, on one line, by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace preceptron {

std::string base64(std::string_view bytes);

} // namespace preceptron
