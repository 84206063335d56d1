// The keys of a run by name, and what config.ini says of azure besides its key.
#pragma once

#include "config/problem.hpp"
#include "core/secret.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::config {

struct azure_settings {
    std::string endpoint;        // empty = not given
    std::string endpoint_source; // where it was given, for messages
    std::string api_version;
};

// Names are lower case: configparser folds them.
class keys {
  public:
    explicit keys(std::filesystem::path file) : file_(std::move(file)) {}

    // Null when there is no such key.
    const secret* find(std::string_view name) const;

    // Where a key was found, for messages: "openai under [api_keys], config.ini line 2" or
    // "OPENAI_API_KEY"; empty when there is none.
    std::string_view source(std::string_view name) const;

    // Why a key that is there cannot be used; empty when nothing is known against it.
    std::string_view refusal(std::string_view name) const;

    // What is doubtful about a key that can be used; null when nothing is.
    const problem* doubt(std::string_view name) const;

    std::vector<std::string_view> names() const;

    // Of config.ini, whether it exists or not: where a missing key should be put.
    const std::filesystem::path& file() const noexcept { return file_; }

    bool empty() const noexcept { return keys_.empty(); }

    void add(std::string name, secret key, std::string source);
    void add_doubt(std::string name, problem doubt);
    void refuse(std::string name, std::string why);

    azure_settings azure;

  private:
    std::filesystem::path file_;
    struct found {
        secret key;
        std::string source;
    };
    std::map<std::string, found, std::less<>> keys_;
    std::map<std::string, std::string, std::less<>> refusals_;
    std::map<std::string, problem, std::less<>> doubts_;
};

} // namespace preceptron::config
