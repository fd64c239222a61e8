#include "cli/lint/lint.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "contracts/lint/lint.h"
#include "contracts/policy/policy.h"
#include "contracts/secrets/secret_members.h"
#include "reports/formats/lint_sarif.h"

namespace assay {
namespace {

using nlohmann::ordered_json;
using DefectLevel = LintRule::Level;

std::size_t count(const std::vector<Defect>& defects, DefectLevel level) {
  return static_cast<std::size_t>(
      std::count_if(defects.begin(), defects.end(), [&](const Defect& defect) { return defect.rule->level == level; }));
}

std::string where(const Place& place) { return place.file + (place.line > 0 ? ":" + std::to_string(place.line) : ""); }

void print_console(const std::vector<Defect>& defects) {
  for (const auto& defect : defects)
    std::cout << where(defect.place) << ": " << to_text(defect.rule->level) << ": " << defect.message << " ["
              << defect.rule->id << "]\n    at " << (defect.place.pointer.empty() ? "/" : defect.place.pointer) << '\n';
  std::cout << count(defects, DefectLevel::error) << " errors, " << count(defects, DefectLevel::warning)
            << " warnings, " << count(defects, DefectLevel::note) << " notes\n";
}

void print_json(const std::string& file, const std::vector<Defect>& defects) {
  ordered_json list = ordered_json::array();
  for (const auto& defect : defects)
    list.push_back({{"rule", defect.rule->id},
                    {"level", to_text(defect.rule->level)},
                    {"message", defect.message},
                    {"pointer", defect.place.pointer},
                    {"file", defect.place.file},
                    {"line", defect.place.line}});
  const ordered_json all = {{"format", "assay-lint/1"},
                            {"document", file},
                            {"counts",
                             {{"error", count(defects, DefectLevel::error)},
                              {"warning", count(defects, DefectLevel::warning)},
                              {"note", count(defects, DefectLevel::note)}}},
                            {"defects", std::move(list)}};
  std::cout << all.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

// As code scanning wants it: a path below the working directory is relative to it.
void print_sarif(std::vector<Defect> defects) {
  const auto here = std::filesystem::current_path();
  for (auto& defect : defects) {
    const auto relative = std::filesystem::path(defect.place.file).lexically_normal().lexically_relative(here);
    const bool below = !relative.empty() && *relative.begin() != "..";
    if (below) defect.place.file = relative.generic_string();
  }
  std::cout << lint_as_sarif(defects, ASSAY_VERSION);
}

}  // namespace

int run_lint(const LintOptions& options) {
  const Policy policy = options.policy.empty() ? load_embedded_policy() : load_policy(options.policy);
  const Document document = load_lint_document(options.document);
  const auto defects = lint(document, {.secrets = secret_names(policy.secrets())});
  if (options.format == LintOptions::Format::json)
    print_json(document.file, defects);
  else if (options.format == LintOptions::Format::sarif)
    print_sarif(defects);
  else
    print_console(defects);
  return count(defects, DefectLevel::error) > 0 ? fails : conforms;
}

}  // namespace assay
