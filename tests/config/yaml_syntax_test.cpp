// What of YAML is not read, and where a file's text is no YAML.
#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::config;

BOOST_AUTO_TEST_SUITE(yaml_syntax)

BOOST_AUTO_TEST_CASE(merge_keys_are_refused_below_extra_body_too) {
    CHECK_LINES(problems_of(with_judge("extra_body: {a: {<<: {b: 1}}}\n")),
                "7:22: merge keys (<<) are not read: write the keys themselves, or quote it");
    CHECK_LINES(problems_of(with("<<: {threads: 5}\n")), "7:1: unknown key '<<'");
    good(with("x-mine: {<<: {b: 1}}\n"));
}

BOOST_AUTO_TEST_CASE(anchors_and_aliases_are_read_below_extensions_only) {
    CHECK_LINES(problems_of(with("timeouts: &t {connect: 5s}\n")),
                "7:11: anchors (&name) are read below x-… keys only: remove it");
    CHECK_LINES(problems_of(with("x-base: &t {connect: 5s}\ntimeouts: *t\n")),
                "8:11: aliases (*name) are read below x-… keys only: write the value itself");
    CHECK_LINES(problems_of(with("x-base: &t {a: 1}\nx-other: *t\n")), );
    CHECK_LINES(problems_of(with("threads: !!int 5\n")),
                "7:10: tags (!name) are not read: remove it, and quote what is meant as text");
}

BOOST_AUTO_TEST_CASE(what_follows_the_end_of_the_document_is_told_with_its_line) {
    const std::string end = "a line of '...' ends the configuration in line 7: remove it, and what "
                            "follows counts";
    CHECK_LINES(problems_of(with("...\nthreads: 5\n")), "8:1: " + end);
    CHECK_LINES(problems_of(with("... # end\n\n# more\nthreads: 5\n")), "10:1: " + end);
    CHECK_LINES(problems_of(with("...\n---\nthreads: 5\n")),
                "8:1: a second document starts here: a file holds one configuration");
    good(with("...\n"));
}

BOOST_AUTO_TEST_CASE(a_syntax_error_stands_alone) {
    CHECK_LINES(problems_of(with("thread: 5\ntasks: [a, b\n")),
                "9:1: a '[' is not closed before this point");
    CHECK_LINES(problems_of(with("tasks:\n\t- a\n")),
                "8:1: a tab in the indentation: YAML wants spaces");
    CHECK_LINES(problems_of("dataset_path: \"data.json\noutput_dir: o\n"),
                "1:15: a quote opens here and never closes");
    CHECK_LINES(problems_of(with("---\nversion: 1\n")),
                "7:1: a second document starts here: a file holds one configuration");
}

BOOST_AUTO_TEST_CASE(quotes_and_escapes_that_are_none_are_told_where_they_stand) {
    const std::string quote = "text behind a closing quote: in single quotes, write '' for an "
                              "apostrophe";
    CHECK_LINES(problems_of("output_dir: 'it's'\ndataset_path: d\n"), "1:17: " + quote);
    CHECK_LINES(problems_of("models:\n  - name: 'it's'\n    provider: openai\n"), "2:15: " + quote);
    CHECK_LINES(problems_of("models:\n  - {name: 'it's', provider: openai}\n"), "2:16: " + quote);
    CHECK_LINES(problems_of("tasks: ['it's']\n"), "1:13: " + quote);
    CHECK_LINES(problems_of("models:\n  - name: \"a\"\n    provider: openai\n   model_id: m\n"),
                "4:4: the indentation of this line fits no line above it");
    const std::string escape = "a '\\' in double quotes begins an escape, and this is none: write "
                               "\\\\, or use single quotes";
    CHECK_LINES(problems_of("dataset_path: d\nx-a: 1\noutput_dir: \"C:\\Users\\x\"\nx-b: 2\n"),
                "3:16: " + escape);
    CHECK_LINES(problems_of("output_dir: \"\\data\"\n"), "1:14: " + escape);
    CHECK_LINES(problems_of("output_dir: \"a\\xyz\"\n"), "1:15: " + escape);
}

BOOST_AUTO_TEST_CASE(columns_count_characters) {
    CHECK_LINES(problems_of(with_judge("extra_body: {é: é, x: yes}\n")),
                "7:27: extra_body: write true or false, or quote \"yes\"");
    CHECK_LINES(problems_of(with("x-ä: 'ü'\nthreads: {ö: 1, €: 2}\n")),
                "8:11: threads: unknown provider 'ö'", "8:17: threads: unknown provider '€'");
    CHECK_LINES(problems_of("é: ü \xC3\x28\n"),
                "1:6: this byte is not UTF-8: save the file as UTF-8");
}

BOOST_AUTO_TEST_SUITE_END()
