// What servers of one origin handed out for the next handshake. A resumed handshake carries no
// certificate and no signature: either end does about half the work, and the chain that was verified
// once is shared instead of held by each connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

struct ssl_session_st; // OpenSSL's SSL_SESSION

namespace preceptron::net {

struct ssl_session_free {
    void operator()(ssl_session_st* session) const noexcept;
};
using ssl_session = std::unique_ptr<ssl_session_st, ssl_session_free>;

struct handshake_count {
    std::uint64_t full = 0;
    std::uint64_t resumed = 0;
};

class session_tickets {
  public:
    // A burst of connections leaves two for each. Beyond so many the oldest is dropped.
    static constexpr std::size_t most = 1024;

    // False where it is not kept, because memory is short.
    bool keep(ssl_session_st* session) noexcept;
    // The newest, or null. Each is given out once: two connections that showed the same ticket could
    // be told to be the same client's (RFC 8446, appendix C.4).
    ssl_session take() noexcept;
    // After a handshake failed over one: the server may have new keys, or none of them may do.
    void forget() noexcept { held_.clear(); }

    void count(bool resumed) noexcept { ++(resumed ? count_.resumed : count_.full); }
    const handshake_count& counted() const noexcept { return count_; }
    // Whether the origin has proved to speak TLS.
    bool ever() const noexcept { return count_.full + count_.resumed > 0; }
    std::size_t held() const noexcept { return held_.size(); }

  private:
    std::deque<ssl_session> held_; // oldest first
    handshake_count count_;
};

} // namespace preceptron::net
