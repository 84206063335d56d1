#include "core/secret.hpp"

#include <openssl/crypto.h>

namespace preceptron {

namespace {

// What is wrong with a key, in words that can follow "contains"; empty = nothing.
std::string_view complaint(std::string_view bytes) noexcept {
    for (const char c : bytes) {
        if (c == '\n' || c == '\r')
            return "a line break";
        if (c >= 0 && (c < 0x20 || c == 0x7F))
            return "a control character";
        if (c < 0)
            return "a character outside ASCII";
    }
    return {};
}

} // namespace

void wipe(std::string& text) noexcept {
    // Past the end, too: a string that was longer before keeps those bytes up to its capacity.
    text.resize(text.capacity());
    wipe(std::span(text));
    text.clear();
}

void wipe(std::span<char> bytes) noexcept {
    OPENSSL_cleanse(bytes.data(), bytes.size());
}

result<secret> secret::make(std::string_view bytes, std::string_view name) {
    if (bytes.empty())
        return fail(errc::bad_configuration, "the key for '" + std::string(name) + "' is empty");
    if (const std::string_view what = complaint(bytes); !what.empty())
        return fail(errc::bad_configuration, "the key for '" + std::string(name) + "' contains " +
                                                 std::string(what) +
                                                 "; a key is one line of printable ASCII");
    return secret(bytes);
}

secret& secret::operator=(secret&& other) noexcept {
    bytes_.swap(other.bytes_);
    return *this;
}

secret::~secret() {
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

} // namespace preceptron
