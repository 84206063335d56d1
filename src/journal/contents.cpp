#include "journal/contents.hpp"

#include "core/printable.hpp"
#include "journal/decoder.hpp"
#include "journal/descriptor.hpp"
#include "journal/frame.hpp"
#include "journal/json_values.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace preceptron::journal {

namespace {

// Reads one segment into `all`. Kept apart from the contents: it holds what only the scan needs.
class segment_reader {
  public:
    segment_reader(journal_contents& all, const segment_file& file) : all_(all) {
        segment_.file = file;
    }

    result<segment_contents> read() {
        auto scanned =
            scan_file(segment_.file.path, [this](const record_view& record) { take(record); });
        if (!scanned)
            return scanned.error();
        if (refusal_)
            return *refusal_;
        segment_.scan = std::move(*scanned);
        segment_.scan.records -= unusable_.size();
        if (headless_)
            unusable_.insert(unusable_.begin(), {0, 0, "the head is missing"});
        note_unusable();
        if (auto ours = check_origin(); !ours)
            return ours.error();
        return std::move(segment_);
    }

  private:
    // Among the damage that the scan has found: both are in the order of the file.
    void note_unusable() {
        std::vector<damage> both;
        std::ranges::merge(segment_.scan.damaged, unusable_, std::back_inserter(both), {},
                           &damage::offset, &damage::offset);
        segment_.scan.damaged.clear();
        for (const damage& place : both)
            note_damage(segment_.scan.damaged, place);
    }

    void take(const record_view& record) {
        if (refusal_ || record.line.size() > std::numeric_limits<std::uint32_t>::max())
            return;
        const auto o = read_outline(record.body);
        if (!o || !o->complete()) {
            unusable_.push_back({record.offset, record.length, "a record without its fields"});
            return;
        }
        count(*o);
        if (record.offset == 0 && o->type == record_type::head)
            return take_head(record);
        if (record.offset == 0)
            miss_head(o->type);
        if (is_repeated(record))
            return;
        if (o->type == record_type::prompt)
            take_prompt(record);
        else if (o->type == record_type::repaired)
            take_repaired(record);
        else
            take_outline(record, *o);
    }

    void count(const outline& o) {
        if (o.type == record_type::unknown) {
            ++segment_.records[std::string(o.type_name)];
            return;
        }
        std::uint64_t*& counter = counters_[static_cast<std::size_t>(o.type)];
        if (!counter)
            counter = &segment_.records[std::string(o.type_name)];
        ++*counter;
    }

    void refuse_origin() {
        refusal_ = fail(errc::bad_journal, segment_.file.path.string() +
                                               " does not begin with a journal's head: it is no "
                                               "journal of this program");
    }

    // Its records are whole, and ours: the line before them was removed.
    void miss_head(record_type type) {
        if (type == record_type::unknown)
            return refuse_origin();
        headless_ = true;
    }

    void take_repaired(const record_view& record) {
        if (const auto r = decode_repaired(record.body))
            all_.given_up_results = r->missing;
    }

    void take_head(const record_view& record) {
        const std::string path = segment_.file.path.string();
        auto head = decode_head(record.body);
        if (!head)
            return refuse_origin();
        if (head->min_reader > format_version) {
            refusal_ = fail(errc::bad_journal,
                            path + " was written by preceptron " + printable(head->version, 40) +
                                " in a newer format (" + std::to_string(head->min_reader) +
                                "; this program reads " + std::to_string(format_version) +
                                "): use that version or a later one");
            return;
        }
        if (head->repeats_from && !all_.segments.empty())
            read_repeated(*head->repeats_from, record.length);
        segment_.head = std::move(*head);
    }

    // A segment begun after a failed sync starts with a copy of what may or may not have survived
    // in the segment before. What did survive has been counted there.
    void read_repeated(std::uint64_t from, std::size_t head_size) {
        constexpr std::uint64_t most = std::uint64_t{256} << 20;
        auto bytes = read_range(all_.segments.back().file.path, from, most);
        if (!bytes)
            return;
        repeated_ = std::move(*bytes);
        repeated_at_ = head_size;
        scan(repeated_, [this](const record_view& r) { survivors_.push_back(r.offset); });
    }

    // That the bytes are there is not enough: without its newline a line is torn, or damaged.
    bool is_repeated(const record_view& record) const {
        if (record.offset < repeated_at_)
            return false;
        const std::uint64_t at = record.offset - repeated_at_;
        return std::ranges::binary_search(survivors_, at) &&
               std::string_view(repeated_).substr(at, record.line.size()) == record.line;
    }

    void take_prompt(const record_view& record) {
        if (auto prompt = decode_prompt(record.body))
            all_.prompts.push_back(std::move(*prompt));
    }

    void take_outline(const record_view& record, const outline& o) {
        all_.billing.add(o);
        if (o.usd && o.type != record_type::start)
            all_.spent_usd += *o.usd;
        all_.last_seq = std::max(all_.last_seq, o.seq);
        all_.numbered_results += o.type == record_type::result && o.seq > 0;
        if (o.type != record_type::result && o.type != record_type::fail &&
            o.type != record_type::stand)
            return;
        const trial_name trial = o.plain_names
                                     ? trial_name{between_quotes(o.judge), between_quotes(o.task),
                                                  between_quotes(o.entry_id), o.repeat}
                                     : trial_name{text(o.judge, judge_), text(o.task, task_),
                                                  text(o.entry_id, id_), o.repeat};
        if (o.type == record_type::stand) {
            all_.results.let_stand(trial, *o.key);
            return;
        }
        const location where = make_location(segment_.file.number, record.offset,
                                             static_cast<std::uint32_t>(record.line.size()));
        if (o.type == record_type::result)
            all_.results.add_result(trial, *o.key, where);
        else
            all_.results.add_failure(trial, {*o.key, where, *o.kind, o.retryable, o.http_status});
    }

    static std::string_view between_quotes(std::string_view json) noexcept {
        return json.substr(1, json.size() - 2);
    }

    // The text of a JSON string, in `buffer` when it has escapes.
    static std::string_view text(std::string_view json, std::string& buffer) {
        if (const auto plain = plain_string(json))
            return *plain;
        buffer = string_value(json).value_or(std::string(json));
        return buffer;
    }

    // A file without one whole record is ours only if it looks like the beginning of our first
    // write: a file that never was a journal must not be truncated as if it were torn.
    result<void> check_origin() const {
        if (segment_.scan.records > 0)
            return {};
        auto begin = read_range(segment_.file.path, 0, frame_start.size());
        if (!begin)
            return begin.error();
        const bool zeros = std::ranges::all_of(*begin, [](char c) { return c == '\0'; });
        if (segment_.scan.torn_offset == 0 && (zeros || frame_start.starts_with(*begin)))
            return {};
        return fail(errc::bad_journal, segment_.file.path.string() +
                                           " holds no record of this program: it is left as it is");
    }

    journal_contents& all_;
    segment_contents segment_;
    // Into segment_.records: of each known type, once it has appeared.
    std::array<std::uint64_t*, static_cast<std::size_t>(record_type::unknown)> counters_{};
    std::vector<damage> unusable_;
    std::optional<failure> refusal_;
    bool headless_ = false;
    std::string repeated_; // the end of the segment before
    std::uint64_t repeated_at_ = 0;
    std::vector<std::uint64_t> survivors_; // where its whole records begin in it, in order
    std::string judge_, task_, id_;
};

} // namespace

std::uint64_t journal_contents::records() const noexcept {
    std::uint64_t sum = 0;
    for (const auto& segment : segments)
        sum += segment.scan.records;
    return sum;
}

spending journal_contents::spent() const {
    const doubtful_calls unrecorded = billing.unrecorded();
    return {.known = spent_usd, .unknown = unrecorded.usd, .unpriced = unrecorded.unpriced};
}

std::uint64_t journal_contents::damaged() const noexcept {
    std::uint64_t sum = 0;
    for (const auto& segment : segments)
        for (const damage& d : segment.scan.damaged)
            sum += d.lines;
    return sum;
}

std::uint64_t journal_contents::missing() const noexcept {
    const std::uint64_t accounted = numbered_results + given_up_results + damaged();
    return last_seq > accounted ? last_seq - accounted : 0;
}

const head_record* journal_contents::head() const noexcept {
    for (auto it = segments.rbegin(); it != segments.rend(); ++it)
        if (it->head)
            return &*it->head;
    return nullptr;
}

bool journal_contents::too_damaged() const noexcept {
    const std::uint64_t lost = damaged() + missing();
    return lost > 10 && lost * 100 > records() + lost;
}

result<journal_contents> read_contents(const std::filesystem::path& checkpoint) {
    const auto files = list_segments(checkpoint);
    if (!files)
        return files.error();
    journal_contents all;
    for (const segment_file& file : *files) {
        auto segment = segment_reader(all, file).read();
        if (!segment)
            return segment.error();
        all.segments.push_back(std::move(*segment));
    }
    if (const head_record* const head = all.head())
        all.results.set_keys(head->keys);
    else if (!all.prompts.empty())
        all.results.set_keys(all.prompts.front().keys);
    return all;
}

} // namespace preceptron::journal
