// Reads a dataset file: a JSON array of objects or JSON Lines, plain or compressed by gzip.
#pragma once

#include "core/result.hpp"
#include "dataset/dataset.hpp"

#include <filesystem>

namespace preceptron::dataset {

// errc::no_such_input: there is no such file. errc::bad_dataset: it is not what it should be; the
// message names the record (counted from 0), line (from 1) and byte (from 0) of the uncompressed
// text. errc::io: the system refused.
result<dataset> read_dataset(const std::filesystem::path& path);

} // namespace preceptron::dataset
