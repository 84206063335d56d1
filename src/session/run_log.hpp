// checkpoint/run.log: what happened, as JSON lines, for whoever asks later why a run was slow. No
// prompt, no answer, no key, and no server's words, which may hold any of them.
#pragma once

#include "journal/descriptor.hpp"
#include "journal/record.hpp"
#include "net/session_tickets.hpp"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace preceptron::session {

// Appends. It is not the journal: a line that cannot be written is lost, and nothing else.
class run_log {
  public:
    run_log(const std::filesystem::path& checkpoint, journal::file_access access);

    void begin(std::string_view run_id, std::uint64_t planned, std::uint64_t to_ask);
    void add(const journal::attempt_record& r);
    void add(const journal::fail_record& r);
    void notice(std::string_view line);
    void end(std::uint64_t scored, std::uint64_t failed, int signal,
             const net::handshake_count& handshakes);

  private:
    void write(std::string& line);

    journal::descriptor file_;
    bool fragment_ = false; // it may end in half a line
};

} // namespace preceptron::session
