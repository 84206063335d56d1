// The digest by itself, which OpenSSL 3 discourages: the state behind its general interface can be
// copied only by allocating another, which costs more than hashing what a trial's key adds to it.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/hash.hpp"

#include <openssl/sha.h>

namespace preceptron {

struct sha256::state {
    SHA256_CTX context;
};

sha256::sha256() : state_(std::make_unique<state>()) {
    SHA256_Init(&state_->context);
}

sha256::~sha256() = default;

sha256& sha256::add_raw(std::string_view bytes) {
    SHA256_Update(&state_->context, bytes.data(), bytes.size());
    return *this;
}

sha256& sha256::add_field(std::string_view bytes) {
    std::array<char, 8> length{};
    for (std::size_t i = 0, n = bytes.size(); i < length.size(); ++i, n >>= 8)
        length[i] = static_cast<char>(n & 0xFF);
    return add_raw({length.data(), length.size()}).add_raw(bytes);
}

sha256_digest sha256::finish() {
    sha256_digest digest{};
    SHA256_Final(digest.data(), &state_->context);
    return digest;
}

sha256& sha256::resume(const sha256& other) {
    *state_ = *other.state_;
    return *this;
}

sha256_digest sha256_of(std::string_view bytes) {
    return sha256().add_raw(bytes).finish();
}

std::string to_hex(const sha256_digest& digest) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest.size());
    for (const std::uint8_t byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace preceptron
