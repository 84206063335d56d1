#include "wire/gzip_decoder.hpp"

#include <boost/test/unit_test.hpp>
#include <zlib.h>

#include <array>
#include <string>

using preceptron::wire::gzip_decoder;

BOOST_AUTO_TEST_SUITE(gzip)

std::string compress(std::string_view text) {
    z_stream z{};
    BOOST_REQUIRE(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&z, text.size()), '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    BOOST_REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

std::string decompress(std::string_view bytes, std::size_t piece) {
    std::string out;
    gzip_decoder decoder;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        BOOST_TEST_REQUIRE(decoder.feed(bytes.substr(0, piece), [&](std::string_view text) {
            out += text;
            return true;
        }));
    return out;
}

BOOST_AUTO_TEST_CASE(any_split_gives_the_same_text) {
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += std::to_string(i * 7919);
    const std::string bytes = compress(text);
    for (const std::size_t piece : {std::size_t(1), std::size_t(7), bytes.size()})
        BOOST_TEST((decompress(bytes, piece) == text), piece);
}

BOOST_AUTO_TEST_CASE(members_follow_each_other) {
    BOOST_TEST(decompress(compress("one ") + compress("two"), 5) == "one two");
}

BOOST_AUTO_TEST_CASE(zeros_behind_the_last_member_are_padding) {
    const std::string padding(100, '\0');
    for (const std::size_t piece : {1, 7, 1000})
        BOOST_TEST(decompress(compress("one ") + compress("two") + padding, piece) == "one two");
    for (const std::string& more : {padding + "x", padding + compress("two")}) {
        gzip_decoder decoder;
        BOOST_TEST(!decoder.feed(compress("one") + more, [](std::string_view) { return true; }));
    }
    gzip_decoder decoder;
    BOOST_TEST(!decoder.feed(padding, [](std::string_view) { return true; })); // behind nothing
}

BOOST_AUTO_TEST_CASE(a_reader_that_has_enough_is_not_fed_on) {
    const std::string bomb = compress(std::string(64u << 20, '0'));
    gzip_decoder decoder;
    std::size_t pieces = 0;
    BOOST_TEST(decoder.feed(bomb, [&](std::string_view text) {
        BOOST_TEST(text.size() <= 16u << 10);
        return ++pieces < 3;
    }));
    BOOST_TEST(pieces == 3u);
}

BOOST_AUTO_TEST_CASE(damage_is_noticed) {
    std::string bytes = compress(std::string(1000, 'x') + "end");
    bytes[bytes.size() / 2] ^= 0x55;
    gzip_decoder decoder;
    BOOST_TEST(!decoder.feed(bytes, [](std::string_view) { return true; }));
    gzip_decoder other;
    BOOST_TEST(!other.feed("{\"plain\": true}", [](std::string_view) { return true; }));
    BOOST_TEST(!other.feed(compress("late"), [](std::string_view) { return true; }));
}

BOOST_AUTO_TEST_SUITE_END()
