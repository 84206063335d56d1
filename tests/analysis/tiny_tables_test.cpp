// Data as small and as odd as anybody may have: few entries, few values, judges that are constant
// or grade the wrong way round, scores that are missing. Every statistic is a number or has a
// reason.
#include "analysis/analysis.hpp"
#include "analysis/export/agreement_csv.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/text/detail_text.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/markdown.hpp"
#include "results/file_ratings.hpp"

#include <boost/test/unit_test.hpp>

#include <cctype>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;

namespace {

// What a judge does of whom nobody knows whether he can grade.
enum class habit { any, right, reversed, constant, silent };

struct tiny_data {
    std::vector<results::rating_row> rows;
    std::vector<agreement::long_rating> raters;
    settings how;
};

class tiny_maker {
  public:
    explicit tiny_maker(unsigned seed) : dice_(seed) {}

    tiny_data make() {
        tiny_data out;
        most_ = below(6);
        const int tasks = 1 + below(2);
        for (int t = 0; t < tasks; ++t)
            add_task(out, "t" + std::to_string(t));
        out.how.replicates = 20;
        out.how.published_way = chance(20);
        out.how.primary = chance(30) ? "mae" : "qwk";
        out.how.intervals = static_cast<interval_choice>(below(4));
        out.how.repeats = static_cast<results::repeat_rule>(below(3));
        if (chance(20))
            out.how.spacing = agreement::spacing::index;
        if (chance(20))
            out.how.scale = {0, 1, 2, 3, 4, 5};
        if (chance(30))
            out.how.families["own"] = {"j0", "gpt-4"};
        return out;
    }

  private:
    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(dice_); }
    bool chance(int percent) { return below(100) < percent; }

    std::optional<double> score_of(habit h, int grade) {
        if (h == habit::silent || chance(8))
            return std::nullopt;
        if (h == habit::right)
            return grade;
        if (h == habit::reversed)
            return most_ - grade;
        return h == habit::constant ? most_ : below(most_ + 1);
    }

    void add_task(tiny_data& out, const std::string& task) {
        const int entries = chance(5) ? 40 : 1 + below(8);
        const int cases = 1 + below(entries);
        const int judges = 1 + below(3);
        const int repeats = chance(30) ? 2 : 1;
        const int raters = chance(30) ? 1 + below(3) : 0;
        const bool maxima = chance(40);
        const bool models = chance(50);
        std::vector<habit> habits;
        for (int j = 0; j < judges; ++j)
            habits.push_back(static_cast<habit>(below(5)));
        for (int i = 0; i < entries; ++i) {
            const int grade = below(most_ + 1);
            results::rating_row r;
            r.id = task + "-" + std::to_string(i);
            r.case_id = chance(5) ? "" : "c" + std::to_string(i % cases);
            r.task = task;
            r.grade = grade;
            if (models)
                r.model = std::vector{"gpt-4", "resident", "llama", ""}[std::size_t(below(4))];
            if (maxima && !chance(10))
                r.max_score = std::vector{0, 5, 5, 10}[std::size_t(below(4))];
            if (models)
                r.characters = below(3) * 100;
            for (int j = 0; j < judges; ++j)
                for (int e = 0; e < repeats; ++e) {
                    r.judge = "j" + std::to_string(j);
                    r.epoch = std::to_string(e);
                    r.score = score_of(habits[std::size_t(j)], grade);
                    out.rows.push_back(r);
                }
            for (int p = 0; p < raters; ++p)
                if (!chance(10))
                    out.raters.push_back({r.id, r.case_id, "r" + std::to_string(p),
                                          static_cast<double>(below(most_ + 1))});
        }
    }

    std::mt19937 dice_;
    int most_ = 0;
};

// A number that is none, as a word of its own.
bool names_no_number(const std::string& text) {
    for (const char* const word : {"nan", "inf", "-nan", "-inf"})
        for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
            const auto is_letter = [&](std::size_t i) {
                return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i]));
            };
            if (!(at > 0 && is_letter(at - 1)) && !is_letter(at + std::string(word).size()))
                return true;
        }
    return false;
}

void check(const tiny_data& data) {
    const auto ratings = results::arrange_ratings(data.rows);
    BOOST_REQUIRE(ratings);
    const report r = analyse(*ratings, {}, data.raters, {}, data.how);
    const std::string json = analysis_json(r, true);
    BOOST_TEST(json.find(R"("estimate":null,"ci":null,"ci_method":null,"undefined":null)") ==
               json.npos);
    for (const std::string& text :
         {json, agreement_csv(r), markdown(r, true), headline_text(r, 80), detail_text(r, 80)})
        BOOST_TEST(!names_no_number(text));
}

tiny_data two_entries(double first, double second) {
    tiny_data out;
    for (const bool one : {true, false}) {
        results::rating_row r;
        r.id = one ? "1" : "2";
        r.task = "task";
        r.judge = "judge";
        r.grade = one ? 1 : 3;
        r.score = one ? first : second;
        out.rows.push_back(r);
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tiny_tables)

BOOST_AUTO_TEST_CASE(two_entries_scored_the_wrong_way_round_are_analysed) {
    const tiny_data data = two_entries(3, 1);
    check(data);
    const report r = analyse(results::arrange_ratings(data.rows).value(), {}, {}, {}, data.how);
    for (const agreement::named_estimate& e : r.cells[0].details)
        if (e.name == "icc_ci.ICC2" || e.name == "icc_ci.ICC2k") {
            const auto& limits = std::get<agreement::interval_estimate>(e.value);
            BOOST_TEST(!limits);
            BOOST_TEST(!limits.undefined_reason.empty());
        }
}

BOOST_AUTO_TEST_CASE(any_few_entries_are_analysed) {
    for (unsigned seed = 0; seed < 1'500; ++seed)
        BOOST_TEST_CONTEXT("seed " << seed) {
            BOOST_CHECK_NO_THROW(check(tiny_maker(seed).make()));
        }
}

BOOST_AUTO_TEST_SUITE_END()
