// Deviations of how a secret is made and written: too short, predictable, hard to paste.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "contracts/digest.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

std::string random_hex(const Issue& issue) { return sha256_hex(issue.honest); }

// RFC 9562, version 4: 122 random bits.
std::string uuid(const Issue& issue) {
  std::string text = random_hex(issue).substr(0, 32);
  text[12] = '4';
  text[16] = '9';
  for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, "-");
  return text;
}

std::string with_at(const Issue& issue, std::size_t at, const std::string& what) {
  return std::string(issue.honest).insert(std::min(at, issue.honest.size()), what);
}

std::string without_padding(const Issue& issue) { return issue.honest.substr(0, issue.honest.find('=')); }

// `number` in as many digits at all times.
std::string counted(std::uint64_t number) { return std::to_string(1000000000000 + number); }

}  // namespace

std::vector<Deviation> secret_quality_deviations(const SharedScene& scene) {
  const auto secrets = [&](auto make) {
    return assay::secrets(scene,
                          [make](const Issue& issue, const nlohmann::ordered_json&) mutable { return make(issue); });
  };
  return {
      {"short-secret", "The secret has 64 random bits.", "secret/entropy",
       secrets([](const Issue& issue) { return "whsec_" + random_hex(issue).substr(0, 16); })},
      {"decimal-secret", "The secret is a number of 20 digits.", "secret/entropy", secrets([](const Issue& issue) {
         std::string text = random_hex(issue).substr(0, 20);
         for (char& c : text) c = static_cast<char>('0' + c % 10);
         return "whsec_" + text;
       })},
      {"uuid-secret", "The secret is a UUID.", "secret/entropy", secrets(uuid)},
      {"spaces-in-secret", "The secret is written in groups with spaces between them.", "secret/printable",
       secrets([](const Issue& issue) { return with_at(issue, 20, " "); })},
      {"quote-in-secret", "The secret holds a quotation mark.", "secret/printable",
       secrets([](const Issue& issue) { return with_at(issue, 20, "\""); })},
      {"line-break-in-secret", "The secret ends with a line break.", "secret/printable",
       secrets([](const Issue& issue) { return issue.honest + "\n"; })},
      {"length-changes", "Secrets are of three lengths.", "secret/printable",
       secrets([](const Issue& issue) { return issue.honest.substr(0, issue.honest.size() - 1 - issue.k % 3); })},
      {"constant-suffix", "Every secret ends the same.", "secret/varies",
       secrets([](const Issue& issue) { return without_padding(issue) + "Slate1"; })},
      {"constant-middle", "Every secret holds the same four characters at its middle.", "secret/varies",
       secrets([](const Issue& issue) { return with_at(issue, 24, "v2Xk"); })},
      {"counter-in-secret", "The secret begins with its number.", "secret/varies",
       secrets([](const Issue& issue) { return "whsec_" + counted(issue.k) + behind_prefix(issue.honest); })},
      {"time-in-secret", "The secret begins with the time in milliseconds.", "secret/varies",
       secrets([ms = std::uint64_t{767225600123}](const Issue& issue) mutable {
         return "whsec_" + counted(ms += 37) + behind_prefix(issue.honest);
       })},
      {"counting-down", "The secret begins with a number that falls.", "secret/varies",
       secrets([](const Issue& issue) { return "whsec_" + counted(999999 - issue.k) + behind_prefix(issue.honest); })},
  };
}

}  // namespace assay
