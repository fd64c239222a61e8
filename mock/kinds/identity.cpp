#include "mock/kinds/identity.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"

namespace assay {
namespace {

bool is_plain_integer(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
         (digits.front() != '0' || text == "0");
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_hex = std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string_view::npos;
    if (is_dash ? text[i] != '-' : !is_hex) return false;
  }
  return true;
}

}  // namespace

Identity::Identity(const Contract& contract, Integers integers) : integers_(integers) {
  const Operation& operation = contract.operation();
  names_ = path_parameters(operation.path);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    Part part;
    if (i < operation.identity.size()) part.type = operation.identity[i].type;
    const auto parameter =
        std::find_if(operation.parameters.begin(), operation.parameters.end(),
                     [&](const Parameter& each) { return each.in == "path" && each.name == names_[i]; });
    if (contract.document && parameter != operation.parameters.end()) {
      const std::string pointer = below(parameter->place.pointer, "schema");
      part.has_pattern = !parameter->pattern.empty();
      if (find_pointer(contract.document->value, pointer) != nullptr) {
        part.pointer = pointer;
        if (part.type == IdentityPart::Type::text)
          part.schema = Schema::compile(contract.document->value, contract.place(pointer));
      }
    }
    parts_.push_back(std::move(part));
  }
}

// A schema of numbers or booleans is one of what the text says.
std::optional<Identity::Fault::Why> Identity::wrong(const Part& part, std::string& text) const {
  using enum Fault::Why;
  if (part.type == IdentityPart::Type::uuid) return is_uuid(text) ? std::nullopt : std::optional(uuid);
  if (part.type == IdentityPart::Type::integer) {
    if (integers_ == Integers::strict) return is_plain_integer(text) ? std::nullopt : std::optional(integer);
    IntegerReading reading = read_integer(text);
    if (const auto* fault = std::get_if<IntegerFault>(&reading))
      return *fault == IntegerFault::int_parsing ? integer : integer_size;
    text = std::move(std::get<std::string>(reading));
    return std::nullopt;
  }
  if (!part.schema || part.schema->validate(text).empty()) return std::nullopt;
  const auto value = nlohmann::json::parse(text, nullptr, false);
  const bool is_other = !value.is_discarded() && !value.is_structured() && !value.is_string();
  if (is_other && part.schema->validate(value).empty()) return std::nullopt;
  return part.has_pattern ? pattern : schema;
}

std::optional<Identity::Fault> Identity::read(std::vector<std::string>& texts) const {
  for (std::size_t i = 0; i < texts.size() && i < parts_.size(); ++i)
    if (const auto why = wrong(parts_[i], texts[i])) return Fault{.part = i, .why = *why};
  return std::nullopt;
}

std::string_view Identity::wanted(const Fault& fault) const {
  switch (fault.why) {
    case Fault::Why::integer:
    case Fault::Why::integer_size: return "an integer";
    case Fault::Why::uuid: return "a UUID";
    case Fault::Why::pattern: return "written as ids are";
    case Fault::Why::schema: break;
  }
  return "an id that the API takes";
}

}  // namespace assay
