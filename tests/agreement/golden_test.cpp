#include "agreement/golden_files.hpp"
#include "agreement/golden_values.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iostream>

using namespace golden;

namespace {

computed values_for(const std::string& dataset, const std::vector<check>& checks) {
    const int number = std::stoi(dataset.substr(1, 2));
    if (number < 30) {
        computed out = pair_values(dataset, checks);
        if (number <= 4)
            add_fixed_resamples(dataset, out);
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
    for (const std::string& file : files) {
        const std::vector<check> checks = read_checks(file);
        const computed ours = values_for(file.substr(0, file.find('.')), checks);
        std::size_t passed = 0;
        for (const check& c : checks) {
            const auto at = ours.find(c.stat);
            const std::string problem =
                at == ours.end() ? "is not known" : difference(at->second, c);
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
}

BOOST_AUTO_TEST_SUITE_END()
