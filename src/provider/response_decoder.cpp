#include "provider/response_decoder.hpp"

#include "core/utf8.hpp"
#include "provider/json_reader.hpp"
#include "provider/word_search.hpp"
#include "wire/long_text.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::provider {

namespace {

// What the provider's support asks for; a response rarely has two of them.
std::string find_request_id(const wire::headers& fields) {
    for (const char* name : {"x-request-id", "request-id", "apim-request-id", "x-generation-id"})
        if (const auto id = fields.find(name); id && !id->empty())
            return std::string(*id);
    return {};
}

// Some gateways say "created" of an answer, or that it came by way of others (RFC 9110, 15.3).
int status_of_answer(int status) {
    return status == 201 || status == 203 ? 200 : status;
}

// Those that mean something are a word; whatever else stands there is copied with each event.
void shorten(std::string& finish_reason) {
    constexpr std::size_t most = 200;
    if (finish_reason.size() <= most)
        return;
    finish_reason.resize(most);
    finish_reason.resize(std::min(find_invalid_utf8(finish_reason), most));
    finish_reason.shrink_to_fit();
}

constexpr std::size_t most_of_unknown = 1024; // bytes of an event that says nothing of an answer

// Why the text that the reader was given last is none.
body_fault fault_of(const json_reader& reader) noexcept {
    return reader.too_many() ? body_fault::too_large : body_fault::not_json;
}

// One for all streams of a thread, because what it has read is done with before it reads again: ten
// thousand of them need not hold one each. A long body's memory is given back by the next text.
json_reader& shared_reader() {
    thread_local std::unique_ptr<json_reader> reader;
    if (!reader || reader->large())
        reader = std::make_unique<json_reader>();
    return *reader;
}

constexpr std::string_view fields_of_events[] = {"data:", "event:", "id:", "retry:", ":"};

bool begins_with_field(std::string_view text) noexcept {
    return std::ranges::any_of(fields_of_events,
                               [&](std::string_view field) { return text.starts_with(field); });
}

bool may_become_field(std::string_view text) noexcept {
    return std::ranges::any_of(fields_of_events, [&](std::string_view field) {
        return field.size() > text.size() && field.starts_with(text);
    });
}

} // namespace

response_decoder::response_decoder(const answer_format& format,
                                   const wire::http_response_head& head, const retry_advice& advice)
    : format_(format) {
    facts_.status = status_of_answer(head.status);
    facts_.advice = advice;
    facts_.advice.told_to_wait = head.fields.find("retry-after").has_value();
    facts_.request_id = find_request_id(head.fields);
    facts_.streamed = wire::is_event_stream(head.fields.find("content-type").value_or(""));
    const std::string_view coding = head.fields.find("content-encoding").value_or("");
    if (mentions_any(coding, {"gzip", "deflate"}))
        gzip_ = std::make_unique<wire::gzip_decoder>();
    else if (!coding.empty() && !mentions(coding, "identity"))
        give_up(body_fault::compressed);
}

void response_decoder::give_up(body_fault why) {
    facts_.fault = why;
    satisfied_ = true;
}

void response_decoder::feed(std::string_view bytes) {
    if (satisfied_)
        return;
    if (!gzip_) {
        feed_plain(bytes);
        return;
    }
    constexpr std::size_t always_allowed = 1u << 20;
    compressed_bytes_ += bytes.size();
    const bool sound = gzip_->feed(bytes, [this](std::string_view piece) {
        expanded_bytes_ += piece.size();
        if (expanded_bytes_ > always_allowed + most_expansion * compressed_bytes_)
            give_up(body_fault::too_large);
        else
            feed_plain(piece);
        return !satisfied_;
    });
    if (!sound && !satisfied_)
        give_up(body_fault::compressed);
}

void response_decoder::feed_plain(std::string_view bytes) {
    if (!form_known_) {
        if (!tell_form(bytes))
            return;
        if (const std::string before = std::exchange(beginning_, {}); !before.empty())
            feed_plain(before);
    }
    facts_.streamed ? feed_stream(bytes) : feed_body(bytes);
}

// Some gateways call their errors a stream, others do not say that an answer is one. An object is
// told by its beginning, with which no line of an event stream begins, and a stream by the fields
// that its first line may have, wherever the bytes are cut.
bool response_decoder::tell_form(std::string_view bytes) {
    constexpr std::size_t most_kept = 4096;
    const std::string together = beginning_.empty() ? "" : beginning_ + std::string(bytes);
    const std::string_view seen = beginning_.empty() ? bytes : together;
    const std::size_t first = seen.find_first_not_of(" \t\r\n\xEF\xBB\xBF"); // a mark's bytes, too
    const std::string_view text = seen.substr(std::min(first, seen.size()));
    const bool may_stream = facts_.streamed || facts_.status == 200;
    if (seen.size() < most_kept && may_stream &&
        (text.empty() || (!facts_.streamed && may_become_field(text)))) {
        beginning_ += bytes;
        return false;
    }
    form_known_ = true;
    facts_.streamed = facts_.streamed ? first >= most_kept || text[0] != '{'
                                      : may_stream && begins_with_field(text);
    return true;
}

void response_decoder::feed_stream(std::string_view bytes) {
    std::string_view rest = bytes.substr(0, max_stream_bytes - stream_bytes_);
    const bool all = rest.size() == bytes.size();
    stream_bytes_ += rest.size();
    while (!satisfied_) {
        if (events_.between_events() && frame_.take(rest, facts_.answer.text))
            bound_answer();
        else if (events_.next(rest))
            take_event(events_.data());
        else
            break;
    }
    if (!satisfied_ && (events_.overflowed() || !all))
        give_up(body_fault::too_large);
}

void response_decoder::bound_answer() {
    if (facts_.answer.text.size() + facts_.answer.refusal.size() > max_body_bytes)
        give_up(body_fault::too_large);
}

void response_decoder::feed_body(std::string_view bytes) {
    if (body_.size() + bytes.size() <= max_body_bytes) {
        wire::append_within(body_, bytes, max_body_bytes);
        return;
    }
    give_up(body_fault::too_large);
    body_.resize(std::min(body_.size(), max_raw_bytes));
    body_ += bytes.substr(0, max_raw_bytes - body_.size());
    body_.shrink_to_fit();
}

void response_decoder::take_event(std::string_view data) {
    if (is_blank(data)) // a sign of life
        return;
    if (const auto mark = format_.end_mark(); !mark.empty() && is_only(data, mark)) {
        satisfied_ = true;
        return;
    }
    const bool known = !is_named_error() && frame_.append(data, facts_.answer.text);
    if (!known && !read_event(data))
        return;
    bound_answer();
    satisfied_ = satisfied_ || facts_.answer.complete || facts_.answer.error;
}

// Some say by the event's name alone that its data is an error.
bool response_decoder::is_named_error() const noexcept {
    return events_.name() == "error";
}

bool response_decoder::read_event(std::string_view data) {
    json_reader& reader = shared_reader();
    const json_node* const event = reader.read(data);
    if (!event && !is_named_error()) {
        facts_.raw = data.substr(0, max_raw_bytes);
        give_up(fault_of(reader));
        return false;
    }
    const std::size_t said = facts_.answer.text.size();
    const std::size_t declined = facts_.answer.refusal.size();
    const std::string ended = facts_.answer.finish_reason;
    // A value that is no object says nothing that any format knows.
    if (const json_node* const object = event ? event->if_object() : nullptr)
        format_.read_event(*object, facts_.answer);
    if (is_named_error() && !facts_.answer.error)
        facts_.answer.error =
            (event ? read_error_body(*event) : read_plain_error(data)).value_or(server_error());
    shorten(facts_.answer.finish_reason);
    const answer& now = facts_.answer;
    if (!now.present && now.served_model.empty() && now.text.empty() && !now.error)
        facts_.unknown_event = data.substr(0, most_of_unknown);
    if (now.error) {
        facts_.raw = data.substr(0, max_raw_bytes);
        facts_.ended_before_error = !ended.empty();
        // The error's own event may call the end an error, too.
        if (facts_.ended_before_error && format_.ending_of(now.finish_reason) != ending::filtered)
            facts_.answer.finish_reason = ended;
    }
    // All else that such an event says replaces, so saying it again changes nothing.
    if (now.text.size() > said && now.refusal.size() == declined && !now.error && !now.complete)
        frame_.learn(data, events_.as_sent(), format_.text_member(),
                     std::string_view(now.text).substr(said));
    else
        frame_.forget();
    return true;
}

void response_decoder::read_body() {
    if (facts_.fault == body_fault::none) {
        json_reader& reader = shared_reader();
        const json_node* const value = reader.read(body_);
        const json_node* const object = value ? value->if_object() : nullptr;
        if (facts_.status != 200) {
            facts_.answer.error = value ? read_error_body(*value) : read_plain_error(body_);
        } else if (object) {
            format_.read_body(*object, facts_.answer);
            shorten(facts_.answer.finish_reason);
        } else {
            facts_.fault = reader.cut_short() ? body_fault::half_json : fault_of(reader);
        }
    }
    facts_.raw = std::move(body_);
    if (facts_.raw.size() > max_raw_bytes) {
        facts_.raw.resize(max_raw_bytes);
        facts_.raw.shrink_to_fit(); // it lives as long as its trial, which may sleep for an hour
    }
}

attempt_outcome response_decoder::finish(wire::body_end how) {
    facts_.end = how;
    if (how == wire::body_end::too_large && facts_.fault == body_fault::none)
        give_up(body_fault::too_large);
    if (!facts_.streamed) {
        feed_body(std::exchange(beginning_, {}));
        read_body();
    }
    return conclude(std::move(facts_), format_);
}

} // namespace preceptron::provider
