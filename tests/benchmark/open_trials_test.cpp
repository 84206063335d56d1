#include "benchmark/open_trials.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(trials_to_be_sent)

// "4 7 4#1": in the order of dispatch.
std::string order_of(const open_trials& trials) {
    std::string text;
    for (const trial t : trials)
        text += (text.empty() ? "" : " ") + std::to_string(t.entry) +
                (t.repeat > 0 ? "#" + std::to_string(t.repeat) : "");
    return text;
}

BOOST_AUTO_TEST_CASE(none) {
    BOOST_TEST(order_of({}) == "");
    BOOST_TEST(order_of({{}, {}, 3, 5}) == "");
    BOOST_TEST(open_trials().empty());
}

BOOST_AUTO_TEST_CASE(all_first_repeats_of_a_group_come_before_its_second_ones) {
    BOOST_TEST(order_of({{4, 7, 9}, {3}, 2, 0}) == "4 7 9 4#1 7#1 9#1");
    BOOST_TEST(order_of({{4, 7, 9}, {2, 3}, 2, 0}) == "4 7 4#1 7#1 9 9#1");
}

BOOST_AUTO_TEST_CASE(of_each_group_one_trial_goes_ahead) {
    const std::vector<std::uint32_t> entries{0, 1, 10, 11, 20, 21}, ends{2, 4, 6};
    BOOST_TEST(order_of({entries, ends, 1, 1}) == "0 10 1 20 11 21");
    BOOST_TEST(order_of({entries, ends, 1, 2}) == "0 10 20 1 11 21");
    BOOST_TEST(order_of({entries, ends, 1, 99}) == "0 10 20 1 11 21");
}

BOOST_AUTO_TEST_CASE(what_is_closed_is_not_sent) {
    open_trials trials({4, 7, 9}, {2, 3}, 2, 0);
    trials.close(1, 0);
    trials.close(2, 1);
    BOOST_TEST(trials.size() == 4U);
    BOOST_TEST(order_of(trials) == "4 4#1 7#1 9");
    BOOST_TEST(!trials.is_open(1, 0));
    trials.close(1, 1);
    trials.forget_closed();
    BOOST_TEST(trials.places() == 2U);
    BOOST_TEST(trials.entry_at(1) == 9U);
    BOOST_TEST(order_of(trials) == "4 4#1 9");
    trials.keep([](std::uint32_t entry) { return entry == 9; });
    BOOST_TEST(trials.size() == 1U);
    BOOST_TEST(order_of(trials) == "9");
    trials.close(0, 0);
    BOOST_TEST(trials.empty());
    trials.forget_closed();
    BOOST_TEST(order_of(trials) == "");
}

// Groups as lists of trials, one of each sent ahead.
std::string expected_order(const open_trials& trials, const std::vector<std::uint32_t>& ends,
                           std::size_t ahead) {
    std::vector<std::vector<std::vector<std::string>>> by_first(trials.repeats() + 1);
    std::size_t begin = 0;
    for (const std::uint32_t end : ends) {
        std::vector<std::string> open;
        std::uint32_t first = trials.repeats();
        for (std::uint32_t repeat = 0; repeat < trials.repeats(); ++repeat)
            for (std::size_t place = begin; place < end; ++place)
                if (trials.is_open(place, repeat)) {
                    first = std::min(first, repeat);
                    open.push_back(std::to_string(trials.entry_at(place)) +
                                   (repeat > 0 ? "#" + std::to_string(repeat) : ""));
                }
        if (!open.empty())
            by_first[first].push_back(open);
        begin = end;
    }
    std::vector<std::vector<std::string>> groups;
    for (const auto& some : by_first)
        groups.insert(groups.end(), some.begin(), some.end());
    std::string text;
    const auto add = [&text](const std::string& t) { text += (text.empty() ? "" : " ") + t; };
    for (std::size_t i = 0; i < groups.size() + ahead; ++i) {
        if (i < groups.size())
            add(groups[i].front());
        if (i >= ahead && i - ahead < groups.size())
            for (std::size_t k = 1; k < groups[i - ahead].size(); ++k)
                add(groups[i - ahead][k]);
    }
    return text;
}

BOOST_AUTO_TEST_CASE(any_plan_is_walked_as_its_lists_would_be) {
    std::mt19937 random(1);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::uint32_t> entries, ends;
        for (std::uint32_t e = 0; e < random() % 12; ++e) {
            entries.push_back(100 - e);
            if (random() % 3 == 0)
                ends.push_back(e + 1);
        }
        if (!entries.empty() && (ends.empty() || ends.back() != entries.size()))
            ends.push_back(static_cast<std::uint32_t>(entries.size()));
        const int repeats = 1 + static_cast<int>(random() % 3);
        const std::size_t ahead = random() % 4;
        open_trials trials(entries, ends, repeats, ahead);
        for (std::size_t place = 0; place < entries.size(); ++place)
            for (std::uint32_t repeat = 0; repeat < trials.repeats(); ++repeat)
                if (random() % 2 == 0)
                    trials.close(place, repeat);
        const std::string expected = expected_order(trials, ends, ahead);
        trials.forget_closed();
        BOOST_TEST(order_of(trials) == expected, "round " << round);
    }
}

BOOST_AUTO_TEST_SUITE_END()
