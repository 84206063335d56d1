// config.ini, as Python's configparser reads it.
#include "config/keys_ini.hpp"
#include "config/load_settings.hpp"
#include "config/missing_keys.hpp"
#include "config/reading.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using namespace preceptron;
using namespace preceptron::config;

namespace {

using variables = std::map<std::string, std::string, std::less<>>;

environment env_of(variables given) {
    return [given](std::string_view name) -> std::optional<std::string> {
        const auto found = given.find(name);
        return found == given.end() ? std::nullopt : std::optional(found->second);
    };
}

loaded<keys> read(std::string text, variables given = {}) {
    return parse_keys(std::move(text), "/abs/config.ini", env_of(std::move(given)));
}

std::string key(const loaded<keys>& from, std::string_view name) {
    BOOST_REQUIRE(from.value.has_value());
    const secret* const found = from.value->find(name);
    return found ? std::string(found->expose()) : "(none)";
}

} // namespace

BOOST_AUTO_TEST_SUITE(keys_file)

BOOST_AUTO_TEST_CASE(keys_stand_behind_an_equals_sign_or_a_colon_in_any_case) {
    const auto found = read("[API_Keys]\nOpenAI = sk-1\nanthropic: sk-2\nlab=sk-3\n");
    BOOST_TEST(key(found, "openai") == "sk-1");
    BOOST_TEST(key(found, "anthropic") == "sk-2");
    BOOST_TEST(key(found, "lab") == "sk-3");
    BOOST_TEST(key(found, "openrouter") == "(none)");
}

BOOST_AUTO_TEST_CASE(a_bom_line_ends_and_whole_line_comments_do_not_matter) {
    const auto found = read("\xEF\xBB\xBF; first\r\n[api_keys]\r\n# second\r\nopenai = sk-1\r\n"
                            "  ; third\r\nlab = sk-2 # not a comment\r\n");
    BOOST_TEST(key(found, "openai") == "sk-1");
    BOOST_TEST(key(found, "lab") == "sk-2 # not a comment");
}

BOOST_AUTO_TEST_CASE(blanks_of_unicode_are_blanks) {
    const auto found =
        read("\u00A0[api_keys]\u3000\nopenai=\u00A0sk-1\u202F\n\u00A0\u00A0; no value\n"
             "\u00A0\nanthropic\u00A0:\u00A0sk-2 \u00A0\u0085\n[azure]\n"
             "\u2003api_key = sk-3\n\u00A0endpoint = https://a.example\n");
    BOOST_TEST(key(found, "openai") == "sk-1");
    BOOST_TEST(key(found, "anthropic") == "sk-2");
    BOOST_TEST(key(found, "azure") == "sk-3");
    BOOST_TEST(found.value->azure.endpoint ==
               "https://a.example"); // indented as much: no more of the key
}

BOOST_AUTO_TEST_CASE(a_value_may_hold_equals_signs) {
    BOOST_TEST(key(read("[api_keys]\nlab = a=b:c\n"), "lab") == "a=b:c");
}

BOOST_AUTO_TEST_CASE(percent_signs_are_read_as_configparser_reads_them) {
    BOOST_TEST(key(read("[api_keys]\nlab = sk%%abc%%%%d\n"), "lab") == "sk%abc%%d");
    const auto found =
        read("[DEFAULT]\nunit = ward-%%7\n[api_keys]\nopenai = sk-%(Unit)s-%(lab)s\n"
             "lab = of-%(unit)s\n[azure]\napi_key = az\nendpoint = https://%(unit)s.example\n");
    BOOST_TEST(key(found, "openai") == "sk-ward-%7-of-ward-%7");
    BOOST_TEST(found.value->azure.endpoint == "https://ward-%7.example");
}

BOOST_AUTO_TEST_CASE(a_percent_sign_that_begins_nothing_stands_for_itself) {
    for (const std::string lone : {"sk%abc", "%", "100%", "%(x", "%(x)", "%()s", "a%sb"})
        BOOST_TEST(key(read("[api_keys]\nlab = " + lone + "\n"), "lab") == lone);
    BOOST_TEST(key(read("[api_keys]\nlab = a%%%b\n"), "lab") == "a%%b");
}

BOOST_AUTO_TEST_CASE(
    a_reference_that_leads_to_no_value_is_refused_to_who_needs_it_without_showing_the_key) {
    const auto found = read("[api_keys]\nlab = sk-%(x)s\nunit = %(other)s\nother = %(unit)s\n"
                            "openai = sk-1\n[azure]\nendpoint = %(x)s\n");
    CHECK_LINES(short_forms(found.problems),
                "7:1: a %(name)s here has a name that neither this section nor [DEFAULT] gives; "
                "write %% for a percent sign");
    const auto keys_alone = read("[api_keys]\nlab = sk-%(x)s\nunit = %(other)s\n"
                                 "other = %(unit)s\nopenai = sk-1\n",
                                 {{"ANTHROPIC_API_KEY", "sk-2"}});
    BOOST_TEST(key(keys_alone, "openai") == "sk-1");
    BOOST_TEST(key(keys_alone, "lab") == "(none)");
    BOOST_TEST(keys_alone.value->refusal("lab") ==
               "the key for 'lab' cannot be read: a %(name)s here has a name that neither this "
               "section nor [DEFAULT] gives; write %% for a percent sign (lab under [api_keys], "
               "config.ini line 2)");
    for (const std::string_view name : {"unit", "other"})
        BOOST_TEST(keys_alone.value->refusal(name).find("leads back to itself") !=
                   std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(placeholders_are_absent) {
    const auto found = read("[api_keys]\nopenai = sk-...\nlab =\n[azure]\napi_key = ...\n"
                            "endpoint = ...\n");
    BOOST_TEST(key(found, "openai") == "(none)");
    BOOST_TEST(found.value->empty());
    BOOST_TEST(found.value->azure.endpoint.empty());
}

BOOST_AUTO_TEST_CASE(azure_has_a_section_of_its_own) {
    const auto found = read("[azure]\napi_key = az-1\nendpoint = https://unit.example\n"
                            "api_version = 2024-12-01-preview\n");
    BOOST_TEST(key(found, "azure") == "az-1");
    BOOST_TEST(found.value->azure.endpoint == "https://unit.example");
    BOOST_TEST(found.value->azure.endpoint_source == "/abs/config.ini:3");
    BOOST_TEST(found.value->azure.api_version == "2024-12-01-preview");
}

BOOST_AUTO_TEST_CASE(the_file_wins_over_the_environment_which_fills_the_gaps) {
    const variables given{{"OPENAI_API_KEY", "env-1"},
                          {"ANTHROPIC_API_KEY", "env-2"},
                          {"OPENROUTER_API_KEY", "env-3"},
                          {"AZURE_OPENAI_API_KEY", "env-4"},
                          {"AZURE_OPENAI_ENDPOINT", "https://env.example"}};
    const auto found = read("[api_keys]\nopenai = file-1\nanthropic = sk-ant-...\n", given);
    BOOST_TEST(key(found, "openai") == "file-1");
    BOOST_TEST(key(found, "anthropic") == "env-2");
    BOOST_TEST(key(found, "openrouter") == "env-3");
    BOOST_TEST(key(found, "azure") == "env-4");
    BOOST_TEST(found.value->azure.endpoint == "https://env.example");
    BOOST_TEST(found.value->azure.endpoint_source == "AZURE_OPENAI_ENDPOINT");
    BOOST_TEST(read("[azure]\nendpoint = https://file.example\n", given).value->azure.endpoint ==
               "https://file.example");
}

BOOST_AUTO_TEST_CASE(
    a_key_that_could_forge_a_header_is_refused_without_being_shown_to_who_needs_it) {
    const auto refusal = [](const loaded<keys>& from, std::string_view name) {
        CHECK_LINES(short_forms(from.problems), ); // it matters only to a run that needs it
        BOOST_TEST(key(from, name) == "(none)");
        return std::string(from.value->refusal(name));
    };
    const std::string_view rest = "; a key is one line of printable ASCII (";
    BOOST_TEST(refusal(read("[api_keys]\nlab = sk-\x01secret\n"), "lab") ==
               "the key for 'lab' contains a control character" + std::string(rest) +
                   "lab under [api_keys], config.ini line 2)");
    // configparser joins them: a line break. The environment does not step in.
    const auto two_lines = read("[api_keys]\nopenai = sk-secret\n   X-Forged: 1\nlab = sk-1\n",
                                {{"OPENAI_API_KEY", "sk-2"}});
    BOOST_TEST(refusal(two_lines, "openai") == "the key for 'openai' contains a line break" +
                                                   std::string(rest) +
                                                   "openai under [api_keys], config.ini line 2)");
    BOOST_TEST(key(two_lines, "lab") == "sk-1");
    const auto env = read("", {{"OPENAI_API_KEY", "sk-secret\r\nX-Forged: 1"}});
    BOOST_TEST(refusal(env, "openai") == "the key for 'openai' contains a line break" +
                                             std::string(rest) + "OPENAI_API_KEY)");
}

BOOST_AUTO_TEST_CASE(a_doubtful_key_is_kept_as_it_stands_and_told_of_without_being_shown) {
    for (const auto& [value, words] :
         {std::pair{"\"sk-secret\"", "has quotes in it"},
          std::pair{"'sk-secret'", "has quotes in it"},
          std::pair{"sk-secret ; mine", "has a blank in it"},
          std::pair{"Bearer sk-secret", "begins with 'Bearer'"},
          std::pair{"your-key", "is the placeholder of an example"},
          std::pair{"sk-your-key", "is the placeholder of an example"}}) {
        const auto file = read("[api_keys]\nlab = " + std::string(value) + "\n");
        BOOST_TEST(key(file, "lab") == value);
        BOOST_REQUIRE(file.value->doubt("lab"));
        const std::string told = short_form(*file.value->doubt("lab"));
        BOOST_TEST(told.starts_with("2:1: the key for 'lab' " + std::string(words)), told);
        BOOST_TEST(told.find("secret") == std::string::npos, told);
        const auto env = read("", {{"OPENAI_API_KEY", value}});
        BOOST_TEST(to_string(*env.value->doubt("openai"))
                       .starts_with("OPENAI_API_KEY: the key for 'openai' " + std::string(words)));
    }
    BOOST_TEST(!read("[api_keys]\nlab = sk-%%a+b/c=_\n").value->doubt("lab"));
}

BOOST_AUTO_TEST_CASE(of_doubtful_keys_those_that_a_judge_needs_are_warned_of) {
    const scratch_folder folder;
    const auto config = folder.write("config.yaml", with(""));
    const auto file = folder.write("config.ini", "[api_keys]\nopenai = \"sk-1\"\nlab = 'sk-2'\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    const auto read = load_settings(config, {}, env_of({{"ANTHROPIC_API_KEY", "Bearer x"}}));
    CHECK_LINES(short_forms(read.warnings), "2:1: the key for 'openai' has quotes in it, which are "
                                            "sent with it: write the key alone");
}

BOOST_AUTO_TEST_CASE(keys_in_the_wrong_place_of_the_file_are_sent_to_the_right_one) {
    CHECK_LINES(short_forms(read("[openai]\napi_key = sk-1\n").warnings),
                "1:1: [openai] is not used: put the key under [api_keys], as openai");
    const configuration config = good(with(""));
    const auto missing = [&](std::string text) {
        return short_forms(missing_keys(config, *read(std::move(text)).value));
    };
    CHECK_LINES(missing("[api_keys]\nopenai_api_key = sk-1\n"),
                "4:5: no key for 'openai': rename 'openai_api_key' under [api_keys] in "
                "/abs/config.ini to 'openai'");
    CHECK_LINES(missing("[api_keys]\nopen_ai = sk-1\n"),
                "4:5: no key for 'openai' (there is one for 'open_ai'): put it under [api_keys] in "
                "/abs/config.ini or set OPENAI_API_KEY");
    CHECK_LINES(missing("[api_keys]\nanthropic = sk-1\n"),
                "4:5: no key for 'openai': put it under [api_keys] in /abs/config.ini or set "
                "OPENAI_API_KEY");
}

BOOST_AUTO_TEST_CASE(what_configparser_would_refuse_is_refused_all_at_once) {
    CHECK_LINES(short_forms(read("lost = 1\n[api_keys]\nopenai = a\nOPENAI = b\nwhat\n"
                                 "[api_keys]\n[broken\n")
                                .problems),
                "1:1: a value before the first [section]: write [api_keys] above the keys",
                "4:1: 'OPENAI' stands here a second time, first in line 3",
                "5:1: neither a [section] nor 'name = value'",
                "6:1: [api_keys] stands here a second time, first in line 2",
                "7:1: a section is written [name]");
    CHECK_LINES(short_forms(read("[api_keys]\nnone = sk-1\n").problems),
                "2:1: 'none' cannot name a key: in config.yaml it means that none is sent");
}

BOOST_AUTO_TEST_CASE(what_is_not_used_is_warned_of_with_the_nearest) {
    CHECK_LINES(short_forms(read("[api_key]\nopenai = sk-1\n[azure]\nend_point = x\n").warnings),
                "1:1: [api_key] is not used: did you mean 'api_keys'?",
                "4:1: 'end_point' under [azure] is not used: did you mean 'endpoint'?");
}

BOOST_AUTO_TEST_CASE(a_key_in_the_place_of_a_name_is_not_repeated) {
    CHECK_LINES(short_forms(read("[sk-1a2b]\n[azure]\ngsk_1a2b = x\n").warnings),
                "1:1: [sk-…] is not used", "3:1: 'gsk_…' under [azure] is not used");
    CHECK_LINES(short_forms(read("[api_keys]\nsk-1a2b = x\nsk-1a2b = x\n").problems),
                "3:1: 'sk-…' stands here a second time, first in line 2");
}

BOOST_AUTO_TEST_CASE(a_file_that_others_can_read_is_warned_of_when_it_holds_a_key) {
    const scratch_folder folder;
    const auto file = folder.write("config.ini", "[api_keys]\nopenai = sk-1\n");
    using std::filesystem::perms;
    for (const auto& [mode, warnings] : {std::pair{perms::owner_read | perms::owner_write, 0U},
                                         std::pair{perms::owner_read | perms::group_read, 1U},
                                         std::pair{perms::owner_read | perms::others_read, 1U}}) {
        std::filesystem::permissions(file, mode);
        const auto found = read_keys(file, true, env_of({}));
        BOOST_TEST(found.warnings.size() == warnings);
        if (!found.warnings.empty())
            BOOST_TEST(found.warnings[0].message.find("chmod 600 " + file.string()) !=
                       std::string::npos);
    }
    const auto empty = folder.write("empty.ini", "[api_keys]\nopenai = sk-...\n");
    std::filesystem::permissions(empty, perms::owner_read | perms::others_read);
    BOOST_TEST(read_keys(empty, true, env_of({})).warnings.empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_matters_only_when_it_was_named) {
    BOOST_TEST(read_keys("/nonexistent/config.ini", false, env_of({})).problems.empty());
    const auto named = read_keys("/nonexistent/config.ini", true, env_of({}));
    BOOST_REQUIRE(named.problems.size() == 1U);
    BOOST_TEST((named.problems[0].code == errc::no_such_input));
}

BOOST_AUTO_TEST_SUITE_END()
