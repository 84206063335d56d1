// An output folder whose journal is opened as a run opens it.
#pragma once

#include "journal/recovery.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"

#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

namespace preceptron::test {

struct output_folder {
    temporary_folder folder;
    std::filesystem::path checkpoint = folder.path() / "out" / "checkpoint";

    explicit output_folder(std::string_view first_segment = {}) {
        if (!first_segment.empty()) {
            std::filesystem::create_directories(checkpoint);
            write_bytes(segment(1), first_segment);
        }
    }
    std::filesystem::path segment(int n) const { return checkpoint / journal::segment_name(n); }
    result<journal::opened_journal> open(journal::open_options options = {}) const {
        return journal::open_journal(checkpoint, sample_head(), noon, std::move(options));
    }
    std::vector<std::filesystem::path> set_aside(std::string_view prefix) const {
        return files_like(checkpoint, prefix);
    }
};

inline bool has_result(const journal::opened_journal& j, int n) {
    const journal::trial_record t = sample_trial(n);
    return j.contents.results.find(name_of(t), t.key) != nullptr;
}

} // namespace preceptron::test
