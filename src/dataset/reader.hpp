// Reads a dataset file: a JSON array of objects or JSON Lines, plain or compressed by gzip.
#pragma once

#include "core/result.hpp"
#include "dataset/dataset.hpp"

#include <cstdint>
#include <filesystem>

namespace preceptron::dataset {

struct reading {
    // A plain file of more bytes than this is not kept in memory: its records are read from it
    // again when they are wanted. Smaller ones, compressed ones and pipes are, so nothing that
    // befalls the file later matters to them.
    std::uint64_t held_up_to = std::uint64_t{64} << 20;
    // Without it dataset::sha256 stays empty: a quarter of the time that a large file takes, for
    // who records nothing.
    bool digest = true;
    // Whether an id may be empty, or white space. Nobody is to pay for an answer that no table can
    // name; but what is stored already, or of another program, is read as it is.
    bool empty_ids = true;
};

// errc::no_such_input: there is no such file. errc::bad_dataset: it is not what it should be; the
// message names the record (counted from 0), line (from 1) and byte (from 0) of the uncompressed
// text. errc::io: the system refused.
result<dataset> read_dataset(const std::filesystem::path& path, const reading& how = {});

} // namespace preceptron::dataset
