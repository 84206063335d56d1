// SHA-256, by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
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
    ~sha256();
    sha256(const sha256&) = delete;
    sha256& operator=(const sha256&) = delete;

    sha256& add_raw(std::string_view bytes);
    sha256& add_field(std::string_view bytes);
    sha256_digest finish(); // once

    // Goes on from where `other` is, which must not be finished; in the memory that is here.
    sha256& resume(const sha256& other);

  private:
    struct state;
    std::unique_ptr<state> state_;
};

sha256_digest sha256_of(std::string_view bytes);

} // namespace preceptron
