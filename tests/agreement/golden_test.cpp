#include "agreement/golden_files.hpp"
#include "agreement/golden_values.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iostream>

using namespace golden;

namespace {

// Oracle values that are 0/0 or x/0 in exact arithmetic: psych divided what rounding had left of a
// variance of 0 (F of 1e30, an ICC of -0.81 between two constants). Ours must be undefined there.
bool divides_by_rounding(const std::string& dataset, const std::string& stat) {
    if (dataset == "G12_perfect" || dataset == "G18_float_noise")
        return stat.starts_with("icc_F.");
    constexpr const char* of_constants[] = {
        "icc.ICC3",   "icc.ICC1k",   "icc.ICC3k",  "icc_ci.ICC3", "icc_ci.ICC1k",
        "icc_ci.ICC3k", "icc_F.ICC2", "icc_F.ICC3", "icc_F.ICC2k", "icc_F.ICC3k"};
    return dataset == "G10_both_const_diff" &&
           std::ranges::find(of_constants, stat) != std::end(of_constants);
}

computed values_for(const std::string& dataset, const std::vector<check>& checks) {
    const int number = std::stoi(dataset.substr(1, 2));
    if (number < 30) {
        computed out = pair_values(dataset, checks);
        if (number <= 4)
            add_fixed_resamples(dataset, checks, out);
        return out;
    }
    if (number < 40)
        return rater_values(dataset);
    if (number < 50)
        return repeat_values(dataset);
    switch (number) {
    case 50:
        return full_values(checks);
    case 70:
        return adjusted_p_values(checks);
    case 80:
        return bootstrap_values();
    case 81:
        return paired_values(checks);
    case 82:
        return jackknife_values(checks);
    default:
        return {}; // then every check of the file fails
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(golden_data)

// Walks the folder, so that a new oracle file is checked or fails, but is never passed over.
BOOST_AUTO_TEST_CASE(every_expected_value_is_met_at_its_tolerance) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder() / "expected"))
        files.push_back(entry.path().filename().string());
    std::ranges::sort(files);
    std::size_t total = 0; // met
    std::size_t all = 0;
    std::size_t noise = 0; // met by being undefined
    for (const std::string& file : files) {
        const std::vector<check> checks = read_checks(file);
        const std::string dataset = file.substr(0, file.find('.'));
        const computed ours = values_for(dataset, checks);
        std::size_t passed = 0;
        for (const check& c : checks) {
            const auto at = ours.find(c.stat);
            std::string problem = "is not known";
            if (at != ours.end() && divides_by_rounding(dataset, c.stat)) {
                ++noise;
                problem = at->second.is_null() ? "" : "is defined";
            } else if (at != ours.end()) {
                problem = difference(at->second, c);
            }
            BOOST_TEST(problem.empty(), file << ": " << c.stat << " " << problem);
            passed += problem.empty();
        }
        std::cout << file << ": " << passed << " of " << checks.size() << " checks\n";
        total += passed;
        all += checks.size();
    }
    std::cout << "golden: " << total << " of " << all << " checks in " << files.size() << " files\n";
    BOOST_TEST(files.size() == 36u);
    // Those that the manifest counts, and the three files it does not: bootstrap references,
    // judges against each other, jackknife intervals.
    const auto manifest = read_json(folder() / "MANIFEST.json");
    BOOST_TEST(manifest.at("n_checks").to_number<std::size_t>() == 5035u);
    BOOST_TEST(all == 5035u + 104u + 60u + 48u);
    BOOST_TEST(total == all);
    BOOST_TEST(noise == 22u);
}

BOOST_AUTO_TEST_SUITE_END()
