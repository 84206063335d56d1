// Files 30 to 34, several raters, and 40 and 41, a judge asked several times.
#include "agreement/alpha.hpp"
#include "agreement/alternative_annotator.hpp"
#include "agreement/concordance.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/golden_files.hpp"
#include "agreement/golden_values.hpp"
#include "agreement/gwet.hpp"
#include "agreement/icc.hpp"
#include "agreement/leave_one_out.hpp"
#include "agreement/rater_pairs.hpp"
#include "agreement/repeats.hpp"
#include "agreement/variance_components.hpp"

namespace golden {

using namespace preceptron::agreement;
namespace json = boost::json;

namespace {

void add_alphas(computed& out, const rating_matrix& m) {
    out["alpha.nominal"] = to_json(krippendorff_alpha(m, measurement::nominal));
    out["alpha.ordinal"] = to_json(krippendorff_alpha(m, measurement::ordinal));
    out["alpha.interval"] = to_json(krippendorff_alpha(m, measurement::interval));
}

void add_iccs(computed& out, const rating_matrix& m) {
    const rating_matrix complete = m.complete_items();
    out["n_complete_items"] = complete.items();
    for (const intraclass_correlation& icc : intraclass_correlations(complete)) {
        out["icc." + std::string(icc.name)] = to_json(icc.estimate);
        out["icc_ci." + std::string(icc.name)] = to_json(icc.interval);
    }
    const variance_components fit = fit_variance_components(m);
    out["icc_reml.agreement_2_1"] = to_json(fit.agreement);
    out["icc_reml.consistency_3_1"] = to_json(fit.consistency);
}

void add_chance_corrected(computed& out, const rating_matrix& m) {
    const category_counts counts = count_categories(m, scale(m.values()));
    const auto value = spacing::value;
    out["ac1.union"] = to_json(gwet_ac(counts, weighting::none, value));
    out["ac2.linear.value.union"] = to_json(gwet_ac(counts, weighting::linear, value));
    out["ac2.quadratic.value.union"] = to_json(gwet_ac(counts, weighting::quadratic, value));
    out["fleiss.none"] = to_json(fleiss_kappa(counts, weighting::none, value));
    out["fleiss.linear"] = to_json(fleiss_kappa(counts, weighting::linear, value));
    out["fleiss.quadratic"] = to_json(fleiss_kappa(counts, weighting::quadratic, value));
}

void add_pairs(computed& out, const rated_items& items, const case_numbering& cases) {
    const std::vector<rater_pair> all = rater_pairs(items, cases, 1);
    for (const rater_pair& p : all)
        out["pair." + items.raters[p.first] + "." + items.raters[p.second]] =
            json::object{{"n", p.rows.size()},
                         {"exact", to_json(share_within(p.rows, 0))},
                         {"mae", to_json(mean_absolute_error(p.rows))},
                         {"qwk_value", to_json(concordance(p.rows))},
                         {"kendall_tau_b", to_json(kendall_tau_b(p.rows))}};
    const pairwise_agreement mean = summarise(all);
    out["ceiling.mean_pairwise_qwk_nweighted"] = to_json(mean.quadratic_kappa);
    out["ceiling.mean_pairwise_mae_nweighted"] = to_json(mean.mean_absolute_error);
}

void add_left_out(computed& out, const rated_items& items, std::span<const rating> judge,
                  const case_numbering& cases) {
    for (const left_out_rater& r : leave_one_rater_out(items, judge, cases, 1))
        out["loo." + items.raters[r.rater]] =
            json::object{{"n", r.human.size()},
                         {"human_mae", to_json(mean_absolute_error(r.human))},
                         {"judge_mae", to_json(mean_absolute_error(r.judge))},
                         {"human_qwk_value", to_json(concordance(r.human))},
                         {"judge_qwk_value", to_json(concordance(r.judge))},
                         {"human_pearson", to_json(pearson(r.human))},
                         {"judge_pearson", to_json(pearson(r.judge))}};
}

void add_annotator_test(computed& out, const rated_items& items, std::span<const rating> judge,
                        const case_numbering& cases) {
    const double thresholds[] = {0.1, 0.15, 0.2};
    const char* names[] = {"eps0.1", "eps0.15", "eps0.2"};
    for (const auto& [name, measure] :
         {std::pair{"accuracy", fit::accuracy}, {"neg_rmse", fit::negative_rmse}}) {
        const std::string head = "alttest." + std::string(name) + ".";
        const annotator_test t =
            alternative_annotator(items, judge, cases, measure, thresholds, 30);
        out[head + "rho"] = to_json(t.advantage);
        json::object detail;
        for (const annotator_result& r : t.raters) {
            json::object one{{"n", r.n}, {"rho_f", r.judge_wins}, {"rho_h", r.human_wins}};
            for (std::size_t i = 0; i < 3; ++i)
                one["p_" + std::string(names[i])] = r.p[i];
            detail[items.raters[r.rater]] = std::move(one);
        }
        out[head + "detail"] = std::move(detail);
        for (std::size_t i = 0; i < t.winning_rate.size(); ++i)
            out[head + names[i] + ".omega"] = t.winning_rate[i];
    }
}

} // namespace

computed rater_values(const std::string& dataset) {
    const rated_items items = read_raters(dataset + ".csv");
    const case_numbering cases = number_cases(items.case_ids, items.items.size());
    computed out;
    out["n_items"] = items.items.size();
    out["n_ratings"] = items.matrix.count();
    out["raters"] = json::array(items.raters.begin(), items.raters.end());
    add_alphas(out, items.matrix);
    add_iccs(out, items.matrix);
    add_chance_corrected(out, items.matrix);
    add_pairs(out, items, cases);
    const std::string judge_file = dataset + "_judge.csv";
    if (!std::filesystem::exists(folder() / judge_file))
        return out; // the two published tables have no judge
    const csv file = read_csv(judge_file);
    const std::vector<rating> scores = file.numbers("predicted_score");
    std::map<std::string, rating> by_item;
    for (std::size_t i = 0; i < file.rows; ++i)
        by_item[file["id"][i]] = scores[i];
    std::vector<rating> judge;
    for (const std::string& item : items.items)
        judge.push_back(by_item[item]);
    add_left_out(out, items, judge, cases);
    add_annotator_test(out, items, judge, cases);
    return out;
}

computed repeat_values(const std::string& dataset) {
    const csv file = read_csv(dataset + ".csv");
    const std::vector<rating> scores = file.numbers("predicted_score");
    const std::vector<rating> grades = file.numbers("grade");
    std::vector<long_rating> ratings;
    std::map<std::string, rating> grade_of;
    for (std::size_t i = 0; i < file.rows; ++i) {
        ratings.push_back({file["id"][i], file["case_id"][i], file["epoch"][i], scores[i]});
        grade_of[file["id"][i]] = grades[i];
    }
    const rated_items items = arrange(ratings);
    const case_numbering cases = number_cases(items.case_ids, items.items.size());
    std::vector<rating> grade, first;
    for (std::size_t i = 0; i < items.items.size(); ++i) {
        grade.push_back(grade_of.at(items.items[i]));
        first.push_back(items.matrix.at(i, 0));
    }
    computed out;
    add_alphas(out, items.matrix);
    add_iccs(out, items.matrix);
    const self_consistency self = agreement_with_itself(items.matrix);
    out["repeat_exact_agreement_mean_item"] = to_json(self.agreeing_pairs);
    out["within_item_sd"] = to_json(self.within_item_sd);
    out["all_repeats_identical_share"] = to_json(self.all_identical);
    out["qwk_value.epoch1"] = to_json(concordance(complete_pairs(grade, first, cases)));
    const pairs of_means = complete_pairs(grade, mean_of_repeats(items.matrix), cases);
    out["qwk_value.mean_of_epochs"] = to_json(concordance(of_means));
    out["mae.mean_of_epochs"] = to_json(mean_absolute_error(of_means));
    return out;
}

} // namespace golden
