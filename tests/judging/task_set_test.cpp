#include "judging/built_in_tasks.hpp"
#include "judging/task_file.hpp"
#include "judging/task_set.hpp"
#include "support/scratch_folder.hpp"
#include "support/tests_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace preceptron;
using namespace preceptron::judging;

BOOST_AUTO_TEST_SUITE(sets_of_tasks)

std::string task_yaml(const std::string& name, const std::string& extra = "") {
    return "task: " + name + "\ntitle: mine\nsource: me\nscale: {max: 5}\nrequires: [response]\n" +
           extra + "prompts: {default: {system: s, user: '{{response}}'}}\n";
}

BOOST_AUTO_TEST_CASE(every_built_in_file_is_a_task) {
    const task_set set = task_set::built_in();
    const auto files = built_in_task_files();
    BOOST_TEST(!files.empty());
    BOOST_TEST(static_cast<std::size_t>(std::distance(set.begin(), set.end())) == files.size());
    for (const auto& [name, t] : set) {
        BOOST_TEST(set.find(name) == &t);
        BOOST_TEST(!t.source.empty());
        const auto& required = t.required;
        BOOST_TEST((std::ranges::find(required, requirement{"response"}) != required.end()), name);
    }
}

void compare(const prompt_template& a, const prompt_template& b) {
    BOOST_TEST(a.text == b.text);
    BOOST_TEST(a.pieces.size() == b.pieces.size());
}

// They are built in as JSON: nothing is lost on the way there.
BOOST_AUTO_TEST_CASE(the_built_in_tasks_are_those_of_the_data_folder) {
    const task_set set = task_set::built_in();
    for (const auto& [name, made] : set) {
        const auto read = read_task_file(tests_folder() / "../data/tasks" / (name + ".yaml"));
        BOOST_TEST_REQUIRE(read.has_value(), name);
        BOOST_TEST(made.name == read->name);
        BOOST_TEST(made.title == read->title);
        BOOST_TEST(made.source == read->source);
        BOOST_TEST(made.scale.values == read->scale.values);
        BOOST_TEST(made.scale.min == read->scale.min);
        BOOST_TEST((made.scale.max == read->scale.max));
        BOOST_TEST((made.scale.step == read->scale.step));
        BOOST_TEST((made.tolerance.of == read->tolerance.of));
        BOOST_TEST(made.tolerance.amount == read->tolerance.amount);
        BOOST_TEST(made.aliases == read->aliases);
        BOOST_TEST((made.required == read->required));
        BOOST_TEST(made.wanted == read->wanted);
        BOOST_TEST_REQUIRE(made.variants.size() == read->variants.size());
        for (std::size_t i = 0; i < made.variants.size(); ++i) {
            BOOST_TEST(made.variants[i].name == read->variants[i].name);
            compare(made.variants[i].system, read->variants[i].system);
            compare(made.variants[i].user, read->variants[i].user);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_bond_scale_is_built_in_and_judges_triage_too) {
    const task_set set = task_set::built_in();
    const task* const bond = set.find("cpc_bond");
    BOOST_TEST_REQUIRE(bond);
    BOOST_TEST((bond->scale.values == std::vector<double>{0, 2, 2.5, 3, 3.5, 4, 4.5, 5}));
    BOOST_TEST(set.find("bi_triage") == bond);
    BOOST_TEST(set.find("zebra") == nullptr);
    const auto names = set.names();
    BOOST_TEST((std::ranges::find(names, "bi_triage") != names.end()));
    BOOST_TEST(std::ranges::is_sorted(names));
}

BOOST_AUTO_TEST_CASE(a_folder_adds_tasks_and_replaces_those_of_the_same_name) {
    const scratch_folder folder;
    folder.write("bond.yaml", task_yaml("cpc_bond"));
    folder.write("new.yml", task_yaml("new", "aliases: [newer]\n"));
    folder.write("notes.txt", "not a task");
    folder.write("._new.yml", "what another system keeps beside a file");
    task_set set = task_set::built_in();
    BOOST_TEST_REQUIRE(set.add_folder(folder.path()).has_value());
    BOOST_TEST(set.find("cpc_bond")->title == "mine");
    BOOST_TEST(set.find("bi_triage") == set.find("cpc_bond"));
    BOOST_TEST(set.find("newer") == set.find("new"));
    BOOST_TEST(set.find("new")->title == "mine");
}

BOOST_AUTO_TEST_CASE(a_task_is_stronger_than_anothers_alias) {
    const scratch_folder folder;
    folder.write("triage.yaml", task_yaml("bi_triage"));
    task_set set = task_set::built_in();
    BOOST_TEST_REQUIRE(set.add_folder(folder.path()).has_value());
    BOOST_TEST(set.find("bi_triage")->name == "bi_triage");
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_in_a_folder_is_said_and_nothing_is_taken) {
    const scratch_folder folder;
    folder.write("a.yaml", task_yaml("a"));
    folder.write("b.yaml", task_yaml("a"));
    folder.write("c.yaml", "x: 1");
    task_set set;
    const auto added = set.add_folder(folder.path());
    BOOST_TEST_REQUIRE(added.has_error());
    BOOST_TEST((added.error().code == errc::bad_configuration));
    const std::string& message = added.error().message;
    const std::string twice = (folder.path() / "b.yaml").string() + ":1:1: the task a stands in " +
                              (folder.path() / "a.yaml").string() + ", too";
    BOOST_TEST(message.find(twice) != std::string::npos, message);
    BOOST_TEST(message.find((folder.path() / "c.yaml").string() + ":1:1: ") != std::string::npos);
    BOOST_TEST(set.find("a") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_named) {
    task_set set;
    const auto added = set.add_folder("no/such/folder");
    BOOST_TEST_REQUIRE(added.has_error());
    BOOST_TEST((added.error().code == errc::no_such_input));
    BOOST_TEST(added.error().message.find(std::filesystem::current_path().string()) !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(aliases_of_the_configuration_come_first) {
    const scratch_folder folder;
    folder.write("a.yaml", task_yaml("a", "aliases: [x]\n"));
    folder.write("b.yaml", task_yaml("b"));
    task_set set;
    BOOST_TEST_REQUIRE(set.add_folder(folder.path()).has_value());
    BOOST_TEST_REQUIRE(set.add_aliases({{"x", "b"}, {"y", "x"}, {"b", "a"}}).has_value());
    BOOST_TEST(set.find("x")->name == "b");
    BOOST_TEST(set.find("y")->name == "a");
    BOOST_TEST(set.find("b")->name == "a");
    BOOST_TEST_REQUIRE(set.add_aliases({{"x", "a"}}).has_value());
    BOOST_TEST(set.find("x")->name == "a");
}

BOOST_AUTO_TEST_CASE(an_alias_for_nothing_is_refused_with_the_nearest) {
    task_set set = task_set::built_in();
    const auto added = set.add_aliases({{"x", "cpc_bnod"}, {"y", "zebra"}, {"z", "cpc_bond"}});
    BOOST_TEST_REQUIRE(added.has_error());
    BOOST_TEST(added.error().message ==
               "the alias x means the task \"cpc_bnod\", which does not exist: did you mean "
               "cpc_bond?\nthe alias y means the task \"zebra\", which does not exist");
    BOOST_TEST(set.find("z") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_copy_stands_on_its_own) {
    const task_set set = task_set::built_in();
    task_set copy = set;
    task changed = *set.find("cpc_bond");
    changed.title = "changed";
    copy.put(changed);
    BOOST_TEST(copy.find("bi_triage")->title == "changed");
    BOOST_TEST(set.find("bi_triage")->title != "changed");
}

BOOST_AUTO_TEST_SUITE_END()
