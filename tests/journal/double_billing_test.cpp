#include "journal/double_billing.hpp"
#include "journal/sample_journal.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(possibly_billed_twice)

namespace {

outline make(record_type type, int trial, std::uint32_t attempt = 1) {
    outline o;
    o.type = type;
    o.key = key_of(trial);
    o.attempt = attempt;
    return o;
}

outline start(int trial, std::uint32_t attempt = 1, std::optional<double> usd = 0.25) {
    outline o = make(record_type::start, trial, attempt);
    o.usd = usd;
    return o;
}

outline ended(int trial, std::uint32_t attempt, failure_class kind,
              std::optional<double> usd = {}) {
    outline o = make(record_type::attempt, trial, attempt);
    o.kind = kind;
    o.usd = usd;
    return o;
}

doubtful_calls total(std::initializer_list<outline> records) {
    double_billing billing;
    for (const outline& o : records)
        billing.add(o);
    return billing.total();
}

} // namespace

BOOST_AUTO_TEST_CASE(a_call_with_an_answer_is_billed_once) {
    BOOST_TEST(total({start(1), make(record_type::result, 1)}).calls == 0U);
    BOOST_TEST(total({start(1), make(record_type::fail, 1)}).calls == 0U);
}

BOOST_AUTO_TEST_CASE(a_lost_call_that_ended_its_trial_is_a_second_bill_once_it_is_asked_again) {
    outline lost = make(record_type::fail, 1);
    lost.kind = failure_class::timeout;
    BOOST_TEST(total({start(1), lost}).calls == 0U);
    const auto again = total({start(1), lost, start(1), make(record_type::result, 1)});
    BOOST_TEST(again.calls == 1U);
    BOOST_TEST(again.usd == 0.25);
    double_billing billing;
    for (const outline& o : {start(1), lost, start(1), make(record_type::result, 1)})
        billing.add(o);
    BOOST_TEST(billing.unrecorded().usd == 0.5); // the worst case of each, once
    lost.kind = failure_class::http_error;
    BOOST_TEST(total({start(1), lost, start(1), make(record_type::result, 1)}).calls == 0U);
}

BOOST_AUTO_TEST_CASE(so_is_an_answer_whose_head_could_not_be_read) {
    outline unread = make(record_type::fail, 1);
    unread.kind = failure_class::bad_body;
    BOOST_TEST(total({start(1), unread, start(1), make(record_type::result, 1)}).calls == 1U);
    unread.http_status = 200; // its cost is told among those of answers
    BOOST_TEST(total({start(1), unread, start(1), make(record_type::result, 1)}).calls == 0U);
}

BOOST_AUTO_TEST_CASE(a_start_without_an_outcome_is_counted_at_its_worst_cost) {
    const auto crashed = total({start(1), start(2), make(record_type::result, 2)});
    BOOST_TEST(crashed.calls == 1U);
    BOOST_TEST(crashed.usd == 0.25);
    const auto resumed = total({start(1), start(1), make(record_type::result, 1)});
    BOOST_TEST(resumed.calls == 1U);
}

BOOST_AUTO_TEST_CASE(an_attempt_that_may_have_reached_the_model_is_counted) {
    for (const auto kind :
         {failure_class::transport, failure_class::timeout, failure_class::truncated}) {
        const auto t =
            total({start(1), ended(1, 1, kind), start(1, 2), make(record_type::result, 1, 2)});
        BOOST_TEST(t.calls == 1U);
        BOOST_TEST(t.usd == 0.25);
    }
    BOOST_TEST(total({start(1), ended(1, 1, failure_class::http_error), start(1, 2),
                      make(record_type::result, 1, 2)})
                   .calls == 0U);
}

BOOST_AUTO_TEST_CASE(what_an_attempt_is_known_to_have_cost_replaces_the_worst_case) {
    BOOST_TEST(total({start(1), ended(1, 1, failure_class::truncated, 0.0625)}).usd == 0.0625);
}

BOOST_AUTO_TEST_CASE(an_attempt_that_is_known_to_have_cost_nothing_is_not_counted) {
    BOOST_TEST(total({start(1), ended(1, 1, failure_class::transport, 0)}).calls == 0U);
}

BOOST_AUTO_TEST_CASE(a_call_whose_cost_nobody_recorded_counts_at_its_worst) {
    const auto unrecorded = [](record_type type, std::optional<failure_class> kind,
                               std::optional<double> usd) {
        outline o = make(type, 1);
        o.kind = kind;
        o.usd = usd;
        double_billing billing;
        billing.add(start(1));
        BOOST_TEST(billing.unrecorded().usd == 0.25);
        billing.add(o);
        return billing.unrecorded().usd;
    };
    BOOST_TEST(unrecorded(record_type::result, {}, {}) == 0.25); // a server that tells no usage
    BOOST_TEST(unrecorded(record_type::result, {}, 0.125) == 0); // among the recorded costs
    for (const auto type : {record_type::attempt, record_type::fail})
        for (const auto kind :
             {failure_class::transport, failure_class::timeout, failure_class::truncated,
              failure_class::unparsed, failure_class::empty, failure_class::length,
              failure_class::bad_body, failure_class::stream_error}) {
            BOOST_TEST(unrecorded(type, kind, {}) == 0.25);
            BOOST_TEST(unrecorded(type, kind, 0.125) == 0);
            BOOST_TEST(unrecorded(type, kind, 0) == 0);
        }
    BOOST_TEST(unrecorded(record_type::attempt, failure_class::http_error, {}) == 0);
    BOOST_TEST(unrecorded(record_type::fail, failure_class::http_error, {}) == 0);
}

BOOST_AUTO_TEST_CASE(an_answer_of_unknown_cost_is_counted_whatever_came_of_it) {
    const auto unpriced = [](record_type type, int status, std::optional<double> usd) {
        outline o = make(type, 1);
        o.kind = failure_class::bad_body;
        o.http_status = status;
        o.usd = usd;
        double_billing billing;
        billing.add(start(1));
        billing.add(o);
        return billing.unpriced_answers();
    };
    for (const auto type : {record_type::attempt, record_type::fail}) {
        BOOST_TEST(unpriced(type, 200, {}) == 1U);
        BOOST_TEST(unpriced(type, 200, 0.125) == 0U);
        BOOST_TEST(unpriced(type, 500, {}) == 0U); // refused
        BOOST_TEST(unpriced(type, 0, {}) == 0U);   // lost: counted as such
    }
}

BOOST_AUTO_TEST_CASE(a_lost_call_of_known_cost_is_not_counted_again) {
    double_billing billing;
    billing.add(start(1));
    billing.add(ended(1, 1, failure_class::truncated, 0.125));
    BOOST_TEST(billing.total().usd == 0.125);
    BOOST_TEST(billing.unrecorded().usd == 0);
}

BOOST_AUTO_TEST_CASE(a_trial_that_was_not_sent_again_answers_no_lost_call) {
    for (const auto kind :
         {failure_class::budget, failure_class::stopped, failure_class::missing_context}) {
        outline o = make(record_type::fail, 1);
        o.kind = kind;
        double_billing billing;
        billing.add(start(1));
        billing.add(o);
        BOOST_TEST(billing.total().calls == 1U);
        BOOST_TEST(billing.unrecorded().usd == 0.25);
    }
}

BOOST_AUTO_TEST_CASE(unknown_prices_are_counted_apart) {
    const auto t = total({start(1, 1, {}), start(2)});
    BOOST_TEST(t.calls == 2U);
    BOOST_TEST(t.unpriced == 1U);
    BOOST_TEST(t.usd == 0.25);
}

BOOST_AUTO_TEST_CASE(calls_in_flight_are_told_apart_from_lost_ones) {
    double_billing billing;
    billing.add(start(1));
    BOOST_TEST(billing.lost().calls == 0U);
    BOOST_TEST(billing.unanswered().calls == 1U);
}

BOOST_AUTO_TEST_CASE(the_dearest_call_is_remembered) {
    double_billing billing;
    for (const double usd : {0.25, 0.5, 0.125})
        billing.add(start(1, 1, usd));
    billing.add(start(1, 2, {}));
    BOOST_TEST(billing.dearest_call_usd() == 0.5);
}

BOOST_AUTO_TEST_CASE(an_outcome_of_another_attempt_answers_nothing) {
    const auto t = total({start(1), start(1, 2), ended(1, 1, failure_class::http_error)});
    BOOST_TEST(t.calls == 2U); // the first start, and the second, still open
}

BOOST_AUTO_TEST_SUITE_END()
