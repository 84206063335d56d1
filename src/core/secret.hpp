// A key: bytes that appear in no message, log, file or core dump of ours.
#pragma once

#include "core/result.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron {

// Overwrites the text, then empties it: for buffers a key has passed through.
void wipe(std::string& text) noexcept;
void wipe(std::span<char> bytes) noexcept;

// It cannot be printed, compared or copied; its bytes are overwritten when it dies. Moving hands
// the one buffer over, so no second copy of the key is left behind.
class secret {
  public:
    // Refuses what could not stand in a header line, or would forge one: anything but printable
    // ASCII. `name` says whose key it is; the message never holds any of the key.
    static result<secret> make(std::string_view bytes, std::string_view name);

    secret(secret&&) noexcept = default;
    secret& operator=(secret&& other) noexcept;
    secret(const secret&) = delete;
    secret& operator=(const secret&) = delete;
    ~secret();

    // The only way to the bytes: for the line that puts them on the wire.
    std::string_view expose() const noexcept { return {bytes_.data(), bytes_.size()}; }

  private:
    explicit secret(std::string_view bytes) : bytes_(bytes.begin(), bytes.end()) {}

    // Not a string: a short string lives inside the object, and a move would leave its bytes there.
    std::vector<char> bytes_;
};

} // namespace preceptron
