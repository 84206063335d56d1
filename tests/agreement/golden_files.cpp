#include "agreement/golden_files.hpp"

#include "support/tests_folder.hpp"

#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace golden {

using namespace preceptron::agreement;

namespace {

std::vector<std::string> split(std::string_view line) {
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    std::vector<std::string> cells;
    for (;;) {
        const std::size_t comma = line.find(',');
        cells.emplace_back(line.substr(0, comma));
        if (comma == line.npos)
            return cells;
        line.remove_prefix(comma + 1);
    }
}

std::ifstream open(const std::filesystem::path& path) {
    std::ifstream in(path);
    if (!in)
        throw std::runtime_error("cannot open " + path.string());
    return in;
}

rating to_rating(const std::string& cell) {
    if (cell.empty())
        return std::nullopt;
    double x = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), x);
    if (error != std::errc() || end != cell.data() + cell.size())
        throw std::runtime_error("not a number: " + cell);
    return x;
}

} // namespace

std::filesystem::path folder() {
    return tests_folder() / "golden";
}

csv read_csv(const std::string& name) {
    std::ifstream in = open(folder() / name);
    csv out;
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> header = split(line);
    for (const std::string& column : header)
        out.columns[column];
    for (; std::getline(in, line); ++out.rows) {
        std::vector<std::string> cells = split(line);
        if (cells.size() != header.size())
            throw std::runtime_error(name + ": a row of another length than the header");
        for (std::size_t i = 0; i < cells.size(); ++i)
            out.columns[header[i]].push_back(std::move(cells[i]));
    }
    return out;
}

std::vector<rating> csv::numbers(std::string_view column) const {
    std::vector<rating> out;
    for (const std::string& cell : (*this)[column])
        out.push_back(to_rating(cell));
    return out;
}

task_ratings read_task(const std::string& name) {
    const csv file = read_csv(name);
    task_ratings out;
    out.grades = file.numbers("grade");
    out.case_ids = file["case_id"];
    out.studies = file["study"];
    out.models = file["model"];
    out.max_scores = file.numbers("max_score");
    out.judges.push_back({"judge", file.numbers("predicted_score")});
    return out;
}

rated_items read_raters(const std::string& name) {
    const csv file = read_csv(name);
    const std::vector<rating> grades = file.numbers("grade");
    std::vector<long_rating> ratings;
    for (std::size_t i = 0; i < file.rows; ++i)
        ratings.push_back({file["id"][i], file["case_id"][i], file["rater"][i], grades[i]});
    return arrange(ratings);
}

std::vector<std::vector<std::uint32_t>> read_resamples(const std::string& name) {
    std::ifstream in = open(folder() / name);
    std::vector<std::vector<std::uint32_t>> out;
    for (std::string line; std::getline(in, line);) {
        auto& replicate = out.emplace_back();
        for (const std::string& cell : split(line))
            replicate.push_back(static_cast<std::uint32_t>(std::stoul(cell)));
    }
    return out;
}

boost::json::value read_json(const std::filesystem::path& path) {
    std::ifstream in = open(path);
    std::stringstream text;
    text << in.rdbuf();
    return boost::json::parse(text.str());
}

} // namespace golden
