// The digest by itself, which OpenSSL 3 discourages: the state behind its general interface can be
// copied only by allocating another, which costs more than hashing what a trial's key adds to it.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/hash.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <new>

namespace preceptron {

namespace {

SHA256_CTX* context_in(std::array<std::byte, sizeof(SHA256_CTX)>& state) noexcept {
    return std::launder(reinterpret_cast<SHA256_CTX*>(state.data()));
}

} // namespace

sha256::sha256() {
    static_assert(alignof(SHA256_CTX) <= alignof(sha256));
    SHA256_Init(::new (state_.data()) SHA256_CTX);
}

sha256& sha256::add_raw(std::string_view bytes) {
    if (!bytes.empty())
        SHA256_Update(context_in(state_), bytes.data(), bytes.size());
    return *this;
}

sha256& sha256::add_field(std::string_view bytes) {
    constexpr std::size_t length_bytes = 8, short_field = 56;
    std::array<char, length_bytes + short_field> room;
    for (std::size_t i = 0, n = bytes.size(); i < length_bytes; ++i, n >>= 8)
        room[i] = static_cast<char>(n & 0xFF);
    // Together: each call costs as much as some tens of bytes.
    const std::size_t together = bytes.size() <= short_field ? bytes.size() : 0;
    std::copy_n(bytes.data(), together, room.data() + length_bytes);
    return add_raw({room.data(), length_bytes + together}).add_raw(bytes.substr(together));
}

sha256_digest sha256::finish() {
    sha256_digest digest{};
    SHA256_Final(digest.data(), context_in(state_));
    return digest;
}

sha256_digest sha256_of(std::string_view bytes) {
    return sha256().add_raw(bytes).finish();
}

std::string to_hex(const sha256_digest& digest) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text(2 * digest.size(), '\0');
    for (std::size_t i = 0; i < digest.size(); ++i) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    return text;
}

} // namespace preceptron
