#include "contracts/judge/error_shape.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/pointer.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t most_errors = 100;  // FastAPI gives one a parameter
constexpr std::size_t most_parts = 16;    // of what tells where

enum class Numbers { no, yes };

// A text or, where numbers are taken, one as it is written; empty: neither.
std::string text_at(const json& error, const std::string& pointer, Numbers numbers) {
  const json* value = pointer.empty() ? nullptr : find_pointer(error, pointer);
  if (value == nullptr) return "";
  if (value->is_string()) return value->get<std::string>();
  return value->is_number() && numbers == Numbers::yes ? value->dump() : "";
}

ErrorItem read_item(const ErrorShape& shape, const json& error) {
  const Numbers codes = shape.form == ErrorShape::Form::pointers ? Numbers::yes : Numbers::no;
  ErrorItem item{.text = text_at(error, shape.text, Numbers::no), .code = text_at(error, shape.code, codes)};
  const json* where = shape.where.empty() ? nullptr : find_pointer(error, shape.where);
  if (where == nullptr) return item;
  if (where->is_string()) item.where.push_back(where->get<std::string>());
  if (where->is_array())
    for (std::size_t i = 0; i < std::min(where->size(), most_parts); ++i)
      item.where.push_back((*where)[i].is_string() ? (*where)[i].get<std::string>()
                                                   : (*where)[i].dump(-1, ' ', false, json::error_handler_t::replace));
  return item;
}

// Why an object is no error of the policy's shape: it has no words; empty: it has. Of FastAPI's a clause of its own
// says so, and a code may be null.
std::string lack(const ErrorShape& shape, const json& error) {
  if (shape.form != ErrorShape::Form::pointers || shape.text.empty()) return "";
  const json* text = find_pointer(error, shape.text);
  return text != nullptr && text->is_string() ? "" : "an error without the text " + shape.text.substr(1);
}

// RFC 9457 section 3.1: members of other types are ignored by who reads them, so that a person misses what they say.
ErrorReading read_problem(const ErrorShape& shape, int status, const json& body) {
  if (!body.is_object()) return {.fault = "no JSON object"};
  ErrorReading reading{.items = {read_item(shape, body)}};
  ErrorItem& item = reading.items.front();
  if (item.text.empty()) item.text = text_at(body, "/detail", Numbers::no);
  if (item.code.empty()) item.code = "about:blank";  // section 4.2.1
  for (const char* name : {"type", "title", "detail", "instance"})
    // A null says nothing, as a member that is not there.
    if (body.contains(name) && !body.at(name).is_string() && !body.at(name).is_null() && reading.fault.empty()) {
      reading.fault = std::string(name) + " is no string";
      reading.pointer = std::string("/") + name;
    }
  const bool says_status = body.contains("status") && !body.at("status").is_null();
  if (says_status && body.at("status") != status && reading.fault.empty()) {
    reading.fault = "status is not that of the answer, " + std::to_string(status);
    reading.pointer = "/status";
  }
  return reading;
}

}  // namespace

ErrorShape shape_of_errors(const Policy& policy) {
  return policy.errors.form == ErrorShape::Form::unsaid ? fastapi_errors() : policy.errors;
}

bool has_shape(const ErrorShape& shape, int status) {
  using enum ErrorShape::Form;
  if (shape.form == fastapi) return status == 422;
  return status / 100 == 4 && (shape.form == pointers || shape.form == problem);
}

ErrorReading read_errors(const ErrorShape& shape, int status, const json& body) {
  if (shape.form == ErrorShape::Form::problem) return read_problem(shape, status, body);
  const bool is_list = shape.holds == ErrorShape::Holds::list;
  const json* list = find_pointer(body, shape.list);
  if (list == nullptr || !(is_list ? list->is_array() : list->is_object()))
    return {.fault = is_list ? "no array of error objects" : "no error object", .pointer = shape.list};
  if (!is_list) return {.items = {read_item(shape, *list)}, .fault = lack(shape, *list), .pointer = shape.list};
  if (list->empty()) return {.fault = "an empty array", .pointer = shape.list};
  ErrorReading reading;
  for (const json& error : *list) {
    if (!error.is_object()) return {.fault = "no array of error objects", .pointer = shape.list};
    if (reading.items.size() < most_errors) reading.items.push_back(read_item(shape, error));
    if (reading.fault.empty()) reading.fault = lack(shape, error);
  }
  if (!reading.fault.empty()) reading.pointer = shape.list;
  return reading;
}

}  // namespace assay
