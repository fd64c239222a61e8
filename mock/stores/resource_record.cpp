#include "mock/stores/resource_record.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "contracts/documents/utf8.h"
#include "mock/fastapi/json_text.h"

namespace assay {
namespace {

Resource read(std::string_view record) {
  const Resource line({""}, std::string(record));
  const auto parameters = nlohmann::json::parse(line.member("/parameters")).get<std::vector<std::string>>();
  Resource resource(parameters, std::string(line.member("/document")));
  resource.rotations = nlohmann::json::parse(line.member("/rotations")).get<std::uint64_t>();
  if (const auto rotated = line.member("/rotated"); !rotated.empty())
    resource.rotated = nlohmann::json::parse(rotated).get<std::int64_t>();
  return resource;
}

}  // namespace

std::string to_record(const Resource& resource) {
  std::string record = R"({"rotations":)" + std::to_string(resource.rotations);
  if (resource.rotated != 0) record += R"(,"rotated":)" + std::to_string(resource.rotated);
  record += R"(,"parameters":[)";
  for (const std::string& parameter : resource.parameters()) {
    if (&parameter != &resource.parameters().front()) record += ',';
    append_json_string(record, parameter);
  }
  record.append(R"(],"document":)").append(resource.document()).append("}");
  if (find_invalid_utf8(record) != std::string::npos)
    throw std::runtime_error("a text of the resource " + resource.key() + " is not UTF-8: it cannot be stored");
  return record;
}

// nlohmann's own messages quote the text at fault, which may be a secret: they stay inside.
Resource from_record(std::string_view record) try { return read(record); } catch (const std::exception&) {
  throw std::runtime_error("a resource's record cannot be read");
}

}  // namespace assay
