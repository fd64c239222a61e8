#include "reports/formats/sarif_parts.h"

#include <algorithm>
#include <string_view>

#include "contracts/digest.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

// RFC 3986: what may not stand in a path is percent-encoded.
std::string to_uri(const std::string& file) {
  std::string uri = file.starts_with('/') ? "file://" : "";
  for (const char c : file) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : '%' + to_hex(std::string_view(&c, 1));
  }
  return uri;
}

}  // namespace

Json sarif_location(const std::string& file, int line) {
  Json artifact = {{"uri", to_uri(file)}};
  if (!artifact["uri"].get<std::string>().starts_with("file:")) artifact["uriBaseId"] = "%SRCROOT%";
  return {{"physicalLocation", {{"artifactLocation", artifact}, {"region", {{"startLine", std::max(line, 1)}}}}}};
}

Json sarif_result(const std::string& rule, const char* level, const std::string& text, const std::string& defect) {
  const std::string fingerprint = sha256_hex(rule + '\n' + defect).substr(0, 32);
  return {{"ruleId", rule},
          {"level", level},
          {"message", {{"text", text.empty() ? rule : text}}},
          {"partialFingerprints", {{"primaryLocationLineHash", fingerprint + ":1"}, {"assayDefect/v1", fingerprint}}}};
}

std::string sarif_log(Json run) {
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({std::move(run)})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace assay
