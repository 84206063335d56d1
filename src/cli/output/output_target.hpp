// Where -o may lead: not over what was paid for, nor over what is read.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace preceptron::cli {

// The file that `path` leads to, through links; it need not be there.
std::filesystem::path link_target(const std::filesystem::path& path);

// errc::usage where `path`, the value of `flag`, is the folder of a journal or lies in one.
result<void> refuse_journal(const std::string& flag, const std::filesystem::path& path);

// The same where it is no file's name, or one of `inputs`, too. An output folder among those, or
// that one of them or the target lies in, stands for the files it was made from, and for the result
// files and failures.jsonl in it.
// errc::cannot_create where it is a folder's name and there is no such folder.
result<void> check_output(const std::string& flag, const std::filesystem::path& path,
                          const std::vector<std::filesystem::path>& inputs);

} // namespace preceptron::cli
