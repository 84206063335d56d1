// A request as it goes over the wire, the key included: its head is wiped as soon as it is gone.
#pragma once

#include "core/secret.hpp"
#include "net/origin.hpp"
#include "wire/http_message.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace preceptron::net {

class request_bytes {
  public:
    // Header fields are the codec's; one with a line break in it is a bug and throws logic_error.
    request_bytes(const wire::http_request& request, const origin& peer, const secret* key);
    ~request_bytes() { wipe(std::span(bytes_).first(head_)); }
    request_bytes(const request_bytes&) = delete;
    request_bytes& operator=(const request_bytes&) = delete;

    std::string_view view() const noexcept { return bytes_; }

  private:
    std::string bytes_;
    std::size_t head_ = 0; // bytes, the empty line included
};

} // namespace preceptron::net
