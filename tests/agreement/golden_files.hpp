// The oracle files of tests/golden: data as CSV, expected values as JSON.
#pragma once

#include "agreement/rating_matrix.hpp"
#include "agreement/task_ratings.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace golden {

std::filesystem::path folder();

// A CSV file without quoting, by column.
struct csv {
    std::map<std::string, std::vector<std::string>, std::less<>> columns;
    std::size_t rows = 0;

    const std::vector<std::string>& operator[](std::string_view column) const {
        return columns.at(std::string(column));
    }
    // Empty cells are missing.
    std::vector<preceptron::agreement::rating> numbers(std::string_view column) const;
};
csv read_csv(const std::string& name);

// grade, predicted_score and what else the file has; one judge.
preceptron::agreement::task_ratings read_task(const std::string& name);

// The long files of several raters, and their judge's score of each item.
preceptron::agreement::rated_items read_raters(const std::string& name);

// One bootstrap replicate a line: the clusters drawn.
std::vector<std::vector<std::uint32_t>> read_resamples(const std::string& name);

boost::json::value read_json(const std::filesystem::path& path);

} // namespace golden
