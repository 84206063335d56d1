// One JSON line for each request the simulated provider received: what it was and what it met.
// Prompts and keys are not in it.
#pragma once

#include "core/result.hpp"
#include "core/timestamp.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace preceptron::simulator {

struct log_entry {
    timestamp time;
    std::string_view provider; // "" = what came is no request: null
    std::string model; // "" = the request named none: null
    int status = 0;
    std::string_view fault; // "" = none: null
    bool stream = false;
    std::string prompt_sha256; // of the user's message; "" = there was none: null
};

// {"time":…,"provider":…,"model":…,"status":…,"fault":…,"stream":…,"prompt_sha256":…}, a line feed.
std::string log_line(const log_entry& entry);

// Appends to a file; each line reaches the kernel in one write before the answer begins.
class request_log {
  public:
    static result<request_log> open(const std::string& path);
    request_log(request_log&& other) noexcept;
    request_log& operator=(request_log&& other) noexcept;
    ~request_log();

    // Fails when the system refused the line.
    result<void> append(const log_entry& entry);

  private:
    request_log(int descriptor, std::string path)
        : descriptor_(descriptor), path_(std::move(path)) {}
    int descriptor_ = -1;
    std::string path_;
};

} // namespace preceptron::simulator
