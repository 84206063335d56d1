// Server-sent events and HTTP dates.
#include "fuzz/targets.hpp"
#include "support/feed_events.hpp"
#include "wire/http_date.hpp"
#include "wire/sse_parser.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace preceptron::fuzz {

namespace {

using events = std::vector<std::pair<std::string, std::string>>;

events read_in_pieces(std::string_view input, std::size_t piece) {
    wire::sse_parser parser;
    events list;
    while (!input.empty()) {
        tests::feed(parser, input.substr(0, piece),
                    [&list](std::string_view name, std::string_view data) {
                        list.emplace_back(name, data);
                    });
        input.remove_prefix(std::min(piece, input.size()));
    }
    return list;
}

// What was sent of an event is all of it.
void read_as_sent(std::string_view input) {
    const std::string before = "data: before\n\n";
    wire::sse_parser parser;
    while (parser.next(input))
        if (!parser.as_sent().empty()) {
            const std::string again = before + std::string(parser.as_sent());
            const events both{{"", "before"},
                              {std::string(parser.name()), std::string(parser.data())}};
            expect(read_in_pieces(again, again.size()) == both,
                   "an event says the same when it is sent again");
        }
}

} // namespace

void read_events(std::string_view input) {
    const auto whole = read_in_pieces(input, input.size());
    for (const std::size_t piece : {1U, 2U, 7U})
        expect(read_in_pieces(input, piece) == whole, "events do not depend on how they are cut");
    read_as_sent(input);
    for (const auto& [name, data] : whole)
        expect(name.find_first_of("\r\n") == std::string::npos, "an event's name is one line");
}

void read_date(std::string_view input) {
    const auto read = wire::parse_http_date(input);
    if (!read)
        return;
    using std::chrono::sys_days;
    using namespace std::chrono_literals;
    expect(*read >= sys_days{0y / 1 / 1} && *read <= sys_days{10000y / 1 / 1},
           "a date has a year of four digits, but for its last leap second");
}

} // namespace preceptron::fuzz
