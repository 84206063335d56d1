// The dataset: one entry for each record of its file, and where the records' bytes are.
#pragma once

#include "benchmark/entry.hpp"
#include "dataset/byte_buffer.hpp"
#include "dataset/id_index.hpp"
#include "dataset/record_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

namespace preceptron::dataset {

// How many, and the ids of the first few.
struct id_list {
    static constexpr std::size_t most_named = 10;

    std::size_t count = 0;
    std::vector<std::string> first;

    void add(std::string_view id);
};

// What a person should know about the records before they are judged.
struct dataset_report {
    std::size_t records = 0; // in the file, duplicates included
    id_list duplicates;      // records whose id an earlier one has: they are not among the entries

    // Entries without a grade: absent or null. The same by `benchmark` value.
    std::size_t ungraded = 0;
    std::map<std::string, std::size_t, std::less<>> ungraded_by_task;

    // Entries with something else than a finite number in the field. To the plan they are entries
    // without a grade or a max_score; they are not counted as ungraded.
    id_list bad_grades;
    id_list bad_max_scores;
};

// Moving it leaves every view of its entries valid.
struct dataset {
    std::filesystem::path path;   // absolute
    std::uintmax_t file_size = 0; // as stored, compressed if it is
    std::string sha256;           // hex, of the file as stored; empty if it was not asked for
    std::vector<entry> entries;   // file order; entries[i].index == i
    dataset_report report;

    // The entry with this id, or nullptr.
    const entry* find(std::string_view id) const noexcept { return ids.find(id, entries); }

    // What the entries' texts point into: the uncompressed bytes, or the file where it is too large
    // to be held; and what of the fields does not stand in the bytes as it is.
    byte_buffer bytes;
    std::unique_ptr<record_file> file;
    std::unique_ptr<std::pmr::monotonic_buffer_resource> texts;
    id_index ids;
};

} // namespace preceptron::dataset
