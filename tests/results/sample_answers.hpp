// A small dataset and a journal with answers to it.
#pragma once

#include "benchmark/entry.hpp"
#include "journal/contents.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"
#include "results/stored_answers.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::test {

class sample_answers {
  public:
    // `id` is JSON text; `record` the whole object.
    void add_entry(std::string id, std::string task, std::string record,
                   std::optional<double> grade = 3) {
        texts_.push_back(std::move(record));
        entry e;
        e.record = std::string_view(texts_.back());
        e.id = texts_.emplace_back(std::move(id));
        e.task = texts_.emplace_back(std::move(task));
        e.grade = grade;
        e.index = static_cast<std::uint32_t>(entries_.size());
        entries_.push_back(e);
    }

    template<class Record>
    void add(const Record& r) {
        journal_ += line_of(r);
    }

    // A result as for sample_result(n), of another trial.
    journal::result_record make_result(int n, std::string judge, std::string task, std::string id,
                                       int repeat = 0) const {
        auto r = sample_result(n);
        r.trial.judge = std::move(judge);
        r.trial.task = std::move(task);
        r.trial.entry_id = std::move(id);
        r.trial.repeat = repeat;
        return r;
    }

    // Writes the journal and reads it; call after the last add().
    results::stored_answers& answers() {
        const auto checkpoint = folder_.path() / "checkpoint";
        std::filesystem::create_directories(checkpoint);
        write_bytes(checkpoint / "journal.jsonl", line_of(sample_head()) + journal_);
        auto contents = journal::read_contents(checkpoint);
        if (!contents)
            throw std::runtime_error(contents.error().message);
        contents_ = std::make_unique<journal::journal_contents>(std::move(*contents));
        answers_ = std::make_unique<results::stored_answers>(contents_->results, checkpoint);
        return *answers_;
    }

    const journal::stored_results& stored() const { return contents_->results; }
    const journal::journal_contents& contents() const { return *contents_; } // after answers()
    const std::vector<entry>& entries() const { return entries_; }
    const std::filesystem::path& folder() const { return folder_.path(); }

  private:
    temporary_folder folder_;
    std::deque<std::string> texts_;
    std::vector<entry> entries_;
    std::string journal_;
    std::unique_ptr<journal::journal_contents> contents_;
    std::unique_ptr<results::stored_answers> answers_;
};

} // namespace preceptron::test
