// A journal that is written to, and what a writer makes of it.
#pragma once

#include "journal/sample_journal.hpp"
#include "journal/segment.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/writer.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <memory>

namespace preceptron::test {

using namespace preceptron::journal;

// A checkpoint folder whose first segment holds a head.
struct journal_folder {
    temporary_folder folder;
    std::unique_ptr<writer> out;

    explicit journal_folder(system_calls calls = {}) {
        write_bytes(segment(1), line_of(sample_head()));
        auto opened = writer::open({folder.path(), 1, sample_head(), 0, {}}, std::move(calls));
        BOOST_REQUIRE(opened.has_value());
        out = std::move(*opened);
    }
    std::filesystem::path segment(int n) const { return folder.path() / segment_name(n); }
    std::string text(int n = 1) const { return read_bytes(segment(n)); }
};

inline std::string with_seq(result_record r, std::uint64_t seq) {
    r.seq = seq;
    return line_of(r);
}

inline ssize_t fails_with(int error) {
    errno = error;
    return -1;
}

} // namespace preceptron::test
