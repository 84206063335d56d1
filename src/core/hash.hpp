// SHA-256, by OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron {

using sha256_digest = std::array<std::uint8_t, 32>;

// 64 lower-case hex digits.
std::string to_hex(const sha256_digest& digest);

// Digest of a sequence of fields. Each field is preceded by its length, so ("ab","c") and
// ("a","bc") differ; `add_raw` feeds bytes as they are, for whole files.
class sha256 {
  public:
    sha256();

    sha256& add_raw(std::string_view bytes);
    sha256& add_field(std::string_view bytes);
    sha256_digest finish(); // once, and nothing after it

  private:
    // OpenSSL's, in place: what a trial's key adds costs less to hash than memory to allocate. A
    // copy goes on from where this one is.
    alignas(8) std::array<std::byte, 112> state_;
};

sha256_digest sha256_of(std::string_view bytes);

} // namespace preceptron
