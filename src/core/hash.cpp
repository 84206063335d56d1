#include "core/hash.hpp"

#include <openssl/evp.h>

#include <new>

namespace preceptron {

struct sha256::state {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~state() { EVP_MD_CTX_free(context); }
};

namespace {

// Looked up once: OpenSSL 3 would search its providers for every digest.
const EVP_MD* algorithm() {
    static EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found ? found : EVP_sha256();
}

} // namespace

sha256::sha256() : state_(std::make_unique<state>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context, algorithm(), nullptr) != 1)
        throw std::bad_alloc();
}

sha256::~sha256() = default;

sha256& sha256::add_raw(std::string_view bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
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
    EVP_DigestFinal_ex(state_->context, digest.data(), nullptr);
    return digest;
}

sha256& sha256::resume(const sha256& other) {
    if (EVP_MD_CTX_copy_ex(state_->context, other.state_->context) != 1)
        throw std::bad_alloc();
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
