#include "reports/formats/badge.h"

#include <nlohmann/json.hpp>

#include "reports/formats/outcomes.h"

namespace assay {
namespace {

struct Colour {
  const char* words;
  const char* colour;
};

Colour colour_of(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::conforms: return {"conforms", "brightgreen"};
    case Conclusion::conforms_with_warnings: return {"conforms with warnings", "yellow"};
    case Conclusion::does_not_conform: return {"does not conform", "red"};
    case Conclusion::inconclusive: return {"inconclusive", "lightgrey"};
    case Conclusion::partial: return {"partial", "blue"};
  }
  return {"", ""};
}

}  // namespace

std::string render_badge(const Report& report) {
  const auto [words, colour] = colour_of(report.verdict);
  const std::string label = report.document.title.empty() ? "contract" : report.document.title;
  const std::size_t left_out = left_out_of(report);
  const std::string part = left_out == 0 ? "" : ", " + counted(left_out, "clause") + " left out";
  const nlohmann::ordered_json badge = {{"schemaVersion", 1},
                                        {"label", label},
                                        {"message", words + (" (" + std::to_string(report.coverage.tested)) + '/' +
                                                        std::to_string(report.coverage.applicable) + part + ')'},
                                        {"color", colour},
                                        {"isError", report.verdict == Conclusion::does_not_conform}};
  return badge.dump(2) + '\n';
}

}  // namespace assay
