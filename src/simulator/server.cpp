#include "simulator/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace preceptron::simulator {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

responder_settings responder_part(const server_settings& settings) {
    responder_settings part;
    part.timing = {settings.ttft, settings.gap, settings.single_write, settings.most_ttft};
    part.events = settings.events;
    part.limits = {settings.requests_per_minute, settings.tokens_per_minute,
                   settings.halve_limits_after};
    part.faults = settings.faults;
    part.fault_wait = settings.fault_wait;
    part.refused_parameters = settings.refused_parameters;
    part.seed = settings.seed;
    part.require_key = settings.require_key;
    part.hash_prompts = !settings.log_file.empty();
    return part;
}

result<void> write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text << std::flush;
    if (!file)
        return fail(errc::cannot_create, "cannot write " + path + ": " + std::strerror(errno));
    return {};
}

result<void> listen_on_loopback(tcp::acceptor& acceptor, std::uint16_t port) {
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error)
        return fail(errc::cannot_create,
                    "cannot listen on 127.0.0.1:" + std::to_string(port) + ": " + error.message());
    return {};
}

} // namespace

server::server(asio::io_context& context, server_settings settings)
    : context_(context), settings_(std::move(settings)), responder_(responder_part(settings_)),
      acceptor_(context), sessions_(context.get_executor()) {}

result<void> server::prepare() {
    if (auto checked = check_faults(settings_.faults); !checked)
        return checked.error();
    if (!settings_.plain) {
        auto certificate = make_certificate(settings_.certificate);
        if (!certificate)
            return certificate.error();
        auto context = make_tls_server_context(*certificate);
        if (!context)
            return context.error();
        tls_ = *std::move(context);
        authority_pem_ = std::move(certificate->authority_pem);
    }
    if (!settings_.log_file.empty()) {
        auto log = request_log::open(settings_.log_file);
        if (!log)
            return log.error();
        log_.emplace(*std::move(log));
    }
    if (auto listening = listen_on_loopback(acceptor_, settings_.port); !listening)
        return listening;
    // Not before: the file may be that of a server which has the port.
    return settings_.plain || settings_.ca_file.empty()
               ? result<void>()
               : write_file(settings_.ca_file, authority_pem_);
}

result<std::uint16_t> server::start() {
    if (auto prepared = prepare(); !prepared)
        return prepared.error();
    port_ = acceptor_.local_endpoint().port();
    environment_ = {tls_.get(), &responder_, log_ ? &*log_ : nullptr, settings_.warn};
    sessions_.spawn(accept_clients());
    return port_;
}

asio::awaitable<void> server::accept_clients() {
    asio::steady_timer pause(context_);
    while (acceptor_.is_open()) {
        auto [error, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
        // A client may have been accepted just before stop() closed the door: nobody would end its
        // session.
        if (!error && acceptor_.is_open()) {
            sessions_.spawn(serve(environment_, std::move(socket)));
            continue;
        }
        if (!acceptor_.is_open() || error == asio::error::operation_aborted)
            break;
        // Out of descriptors: some come back when a session ends.
        pause.expires_after(std::chrono::milliseconds(50));
        if (const auto [stopped] = co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
            stopped)
            break;
    }
}

void server::stop() {
    asio::post(context_, [this] {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        sessions_.cancel();
    });
}

std::string server::origin() const {
    return (settings_.plain ? "http://127.0.0.1:" : "https://127.0.0.1:") + std::to_string(port_);
}

} // namespace preceptron::simulator
