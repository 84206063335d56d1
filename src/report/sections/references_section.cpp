#include "report/html.hpp"
#include "report/sections/page_sections.hpp"

#include <array>
#include <string_view>

namespace preceptron::report {

namespace {

constexpr std::array<std::string_view, 16> references{
    "Baccianella S, Esuli A, Sebastiani F. Evaluation measures for ordinal regression. ISDA 2009.",
    "Bland JM, Altman DG. Statistical methods for assessing agreement between two methods of "
    "clinical measurement. Lancet 1986; 327:307. Measuring agreement in method comparison studies. "
    "Stat Methods Med Res 1999; 8:135.",
    "Calderon N, Reichart R, Dror R. The alternative annotator test for LLM-as-a-judge. "
    "arXiv:2501.10970, 2025.",
    "Cameron AC, Gelbach JB, Miller DL. Bootstrap-based improvements for inference with clustered "
    "errors. Rev Econ Stat 2008; 90:414.",
    "Cohen J. A coefficient of agreement for nominal scales. Educ Psychol Meas 1960; 20:37. "
    "Weighted "
    "kappa. Psychol Bull 1968; 70:213.",
    "Efron B. Better bootstrap confidence intervals. J Am Stat Assoc 1987; 82:171.",
    "Fleiss JL, Cohen J. The equivalence of weighted kappa and the intraclass correlation "
    "coefficient. Educ Psychol Meas 1973; 33:613.",
    "Gwet KL. Computing inter-rater reliability and its variance in the presence of high "
    "agreement. "
    "Br J Math Stat Psychol 2008; 61:29.",
    "Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat 1979; 6:65.",
    "Kendall MG. The treatment of ties in ranking problems. Biometrika 1945; 33:239.",
    "Kottner J et al. Guidelines for Reporting Reliability and Agreement Studies (GRRAS). J Clin "
    "Epidemiol 2011; 64:96.",
    "Krippendorff K. Content Analysis, 4th ed. SAGE 2018.",
    "Lin LI. A concordance correlation coefficient to evaluate reproducibility. Biometrics 1989; "
    "45:255.",
    "McGraw KO, Wong SP. Forming inferences about some intraclass correlation coefficients. "
    "Psychol "
    "Methods 1996; 1:30.",
    "Van Calster B et al. Calibration: the Achilles heel of predictive analytics. BMC Med 2019; "
    "17:230.",
    "Zheng L et al. Judging LLM-as-a-judge with MT-Bench and Chatbot Arena. arXiv:2306.05685, "
    "2023."};

} // namespace

std::string references_section() {
    std::string out = "<section id=references><h2>References</h2>\n<ol>\n";
    for (const std::string_view reference : references)
        out += "<li>" + escaped(reference) + "\n";
    return out + "</ol></section>\n";
}

} // namespace preceptron::report
