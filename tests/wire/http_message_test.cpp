#include "wire/http_message.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::wire;

BOOST_AUTO_TEST_SUITE(http_message)

BOOST_AUTO_TEST_CASE(the_first_field_of_a_name_counts_in_whatever_case) {
    headers fields;
    fields.add("Retry-After", "1");
    fields.add("retry-after", "2");
    BOOST_TEST(fields.find("retry-after").value_or("") == "1");
    BOOST_TEST(fields.find("RETRY-AFTER").value_or("") == "1");
    BOOST_TEST(!fields.find("retry-afte").has_value());
}

BOOST_AUTO_TEST_CASE(an_event_stream_is_told_by_its_type) {
    for (const char* type : {"text/event-stream", "Text/Event-Stream; charset=utf-8"})
        BOOST_TEST(is_event_stream(type), type);
    for (const char* type : {"", "application/json", "text/event"})
        BOOST_TEST(!is_event_stream(type), type);
}

BOOST_AUTO_TEST_SUITE_END()
