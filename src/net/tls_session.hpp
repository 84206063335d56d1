// OpenSSL bound to a non-blocking socket. It never waits: a step that cannot go on says which
// readiness it needs, and connection.cpp waits for it.
#pragma once

#include "core/result.hpp"
#include "net/origin.hpp"
#include "net/session_tickets.hpp"
#include "net/tls_context.hpp"

#include <openssl/types.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace preceptron::net {

enum class readiness { done, wants_read, wants_write };

struct ssl_free {
    void operator()(SSL* ssl) const noexcept;
};

class tls_session {
  public:
    // `descriptor` stays the caller's; `peer` is the name the certificate must carry, and `tickets`
    // are of handshakes with it: they outlive the session.
    static result<tls_session> over(int descriptor, const tls_context& context, const origin& peer,
                                    session_tickets& tickets);

    struct progress {
        readiness next = readiness::done;
        std::size_t bytes = 0; // moved; 0 with done = the peer ended the stream in an orderly way
        bool more = false;     // read: more may be had without waiting
    };

    result<readiness> handshake();
    result<progress> read(std::span<char> into);
    result<progress> write(std::span<const char> from);

    // Whether an idle session could carry another request: nothing unread, not ended.
    bool idle() noexcept;
    // Whether it has taken from the socket what nobody has read yet: bytes, or the end.
    bool holds_bytes() const noexcept;
    // Says goodbye (close_notify) if that needs no waiting.
    void end() noexcept;

  private:
    tls_session(std::unique_ptr<SSL, ssl_free> ssl, origin peer, session_tickets& tickets)
        : ssl_(std::move(ssl)), peer_(std::move(peer)), tickets_(&tickets) {}
    // What a read that got nothing says.
    result<progress> without_bytes(int status) const;
    failure describe(int status, std::string_view doing) const;

    std::unique_ptr<SSL, ssl_free> ssl_;
    origin peer_;
    session_tickets* tickets_;
    bool shows_ticket_ = false;             // of an earlier handshake
    std::optional<result<progress>> ended_; // met behind bytes that were read
};

} // namespace preceptron::net
