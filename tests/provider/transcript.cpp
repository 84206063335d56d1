#include "provider/transcript.hpp"

#include "support/tests_folder.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace preceptron::tests {

namespace {

constexpr std::string_view line_end = "\r\n";

// The line at the front without its end; nothing if the end is missing.
std::optional<std::string_view> take_line(std::string_view& bytes) {
    const std::size_t end = bytes.find(line_end);
    if (end == std::string_view::npos)
        return {};
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + line_end.size());
    return line;
}

std::optional<wire::http_response_head> take_head(std::string_view& bytes) {
    wire::http_response_head head;
    const auto status = take_line(bytes);
    if (!status || !status->starts_with("HTTP/1."))
        return {};
    head.status = std::stoi(std::string(status->substr(9, 3)));
    for (;;) {
        const auto line = take_line(bytes);
        if (!line)
            return {};
        if (line->empty())
            return head;
        const std::size_t colon = line->find(':');
        std::string_view value = line->substr(colon + 1);
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        head.fields.add(std::string(line->substr(0, colon)), std::string(value));
    }
}

// One chunk's data; nothing when the framing breaks, with what came of it in `body`.
bool take_chunks(std::string_view bytes, std::string& body) {
    for (;;) {
        const auto line = take_line(bytes);
        std::size_t size = 0;
        if (!line)
            return false;
        const auto [end, error] =
            std::from_chars(line->data(), line->data() + line->size(), size, 16);
        if (error != std::errc{})
            return false;
        if (size == 0)
            return true;
        body += bytes.substr(0, size);
        if (bytes.size() < size + line_end.size())
            return false;
        bytes.remove_prefix(size + line_end.size());
    }
}

} // namespace

std::optional<response> read_response(std::string_view bytes) {
    response r;
    do {
        auto head = take_head(bytes);
        if (!head)
            return {};
        r.head = std::move(*head);
    } while (r.head.status < 200);
    if (r.head.fields.find("transfer-encoding")) {
        r.how = take_chunks(bytes, r.body) ? framing::whole : framing::broken;
    } else if (const auto length = r.head.fields.find("content-length")) {
        r.body = bytes.substr(0, std::stoul(std::string(*length)));
        r.how =
            r.body.size() == std::stoul(std::string(*length)) ? framing::whole : framing::broken;
    } else {
        r.body = bytes;
        r.how = framing::until_close;
    }
    return r;
}

std::string read_transcript(const std::string& name) {
    std::ifstream in(tests_folder() / "transcripts" / name, std::ios::binary);
    if (!in)
        throw std::runtime_error("no transcript " + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace preceptron::tests
