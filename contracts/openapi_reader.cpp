#include "contracts/openapi_reader.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "contracts/body_member.h"
#include "contracts/documents/pointer.h"
#include "contracts/http/http.h"
#include "contracts/schema/references.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::string_view methods[] = {"get", "put", "post", "delete", "options", "head", "patch", "trace"};

constexpr std::size_t most_schemas = 1000;  // that are tried where all operations are

std::string upper_case(std::string_view text) {
  std::string upper;
  for (const char c : text) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

// "Application/JSON; charset=utf-8" as "application/json".
std::string essence(const std::string& media_type) {
  return to_lower(trimmed(std::string_view(media_type).substr(0, media_type.find(';'))));
}

bool is_status(const std::string& text) {
  if (text == "default") return true;
  if (text.size() != 3 || text[0] < '1' || text[0] > '5') return false;
  return text.substr(1) == "XX" || text.find_first_not_of("0123456789") == std::string::npos;
}

class Reader {
 public:
  Reader(const Document& document, const std::vector<std::string>& wanted)
      : lines_(document), document_(document.value), wanted_(wanted) {}

  std::vector<Operation> run() {
    std::vector<Operation> operations;
    const Place paths = at("/paths");
    for (const auto& [path, item] : object(paths, "'paths' is no mapping of paths").items()) {
      if (path.starts_with('/')) read_path(path, at(below(paths.pointer, path)), operations);
    }
    return operations;
  }

  // Reads all operations, or those called `wanted`, and goes on where one is refused.
  std::vector<BadDocument> refusals() {
    goes_on_ = true;
    if (!document_.contains("paths")) return {};
    try {
      run();
    } catch (const BadDocument& bad) {
      refused_.push_back(bad);
    }
    return std::move(refused_);
  }

 private:
  Place at(const std::string& pointer) const { return lines_.place(pointer); }

  Place resolved(const Place& place) const { return at(resolve(document_, place).pointer); }

  const json& node(const Place& place) const { return *find_pointer(document_, place.pointer); }

  const json& object(const Place& place, const char* wrong) const {
    const json* value = find_pointer(document_, place.pointer);
    if (value == nullptr || !value->is_object())
      throw BadDocument(place, std::string(wrong) + "; correct the document");
    return *value;
  }

  // Member `name` of `place` as text; empty when there is none.
  std::string text(const Place& place, const char* name) const {
    const json& whole = node(place);
    const auto member = whole.find(name);
    if (member == whole.end()) return {};
    if (member->is_string()) return member->get<std::string>();
    throw BadDocument(at(below(place.pointer, name)), std::string("'") + name + "' is no text; quote it");
  }

  // Where a chain of $ref ends, or nothing.
  std::optional<Place> reached(const Place& place) const {
    try {
      return resolved(place);
    } catch (const BadDocument&) {
      return std::nullopt;
    }
  }

  void read_path(const std::string& path, const Place& place, std::vector<Operation>& operations) {
    for (const std::string_view method : methods) {
      const std::optional<Place> item = item_of(place, std::string(method));
      if (!item) continue;
      const Place own = at(below(item->pointer, method));
      const std::optional<Place> operation = reached(own);
      if (operation && node(*operation).is_object()) {
        operations.push_back(read_operation(path, std::string(method), *item, *operation));
      } else {  // documented all the same, whatever it does: never sent
        const std::string upper = upper_case(method);
        operations.push_back({.id = upper + " " + path, .method = upper, .path = path, .place = own});
      }
    }
  }

  // The path item that holds the method: the one at `place`, or that which its $ref leads to. Both may have members.
  std::optional<Place> item_of(const Place& place, const std::string& method) const {
    const json& own = node(place);
    if (own.is_object() && own.contains(method)) return place;
    const std::optional<Place> target = reached(place);
    return target && node(*target).is_object() && node(*target).contains(method) ? target : std::nullopt;
  }

  Operation read_operation(const std::string& path, const std::string& method, const Place& item, const Place& place) {
    const json& operation = node(place);
    const json id = operation.value("operationId", json(""));
    const std::string upper = upper_case(method);
    const bool named = id.is_string() && !id.get_ref<const std::string&>().empty();
    Operation read{
        .id = named ? id.get<std::string>() : upper + " " + path, .method = upper, .path = path, .place = place};
    if (!is_wanted(read.id)) {
      glance_at_parameters(at(below(item.pointer, "parameters")), read.parameters);
      glance_at_parameters(at(below(place.pointer, "parameters")), read.parameters);
      return read;
    }
    try {
      read_parts(read, item, operation);
    } catch (const BadDocument& bad) {
      if (!goes_on_) throw;
      refused_.push_back(bad);
    }
    return read;
  }

  void read_parts(Operation& read, const Place& item, const json& operation) {
    const Place& place = read.place;
    if (!found_.insert(read.id).second)
      throw BadDocument(place, "operationId '" + read.id + "' stands twice; rename one");
    if (node(item).contains("parameters")) add_parameters(at(below(item.pointer, "parameters")), read.parameters);
    if (operation.contains("parameters")) add_parameters(at(below(place.pointer, "parameters")), read.parameters);
    read_request_body(operation, at(below(place.pointer, "requestBody")), read);
    if (operation.contains("responses")) read.responses = read_responses(at(below(place.pointer, "responses")));
  }

  void read_request_body(const json& operation, const Place& place, Operation& read) const {
    read.takes_body = operation.contains("requestBody");
    const std::optional<Place> body = read.takes_body ? reached(place) : std::nullopt;
    read.needs_body = body && node(*body).is_object() && node(*body).value("required", json(false)) == true;
  }

  bool is_wanted(const std::string& id) const {
    return std::find(wanted_.begin(), wanted_.end(), id) != wanted_.end() || (goes_on_ && wanted_.empty());
  }

  // The types of the path parameters of an operation that is not the wanted one: what is wrong there is left out.
  void glance_at_parameters(const Place& list, std::vector<Parameter>& parameters) const {
    const json* values = find_pointer(document_, list.pointer);
    if (values == nullptr || !values->is_array()) return;
    for (std::size_t i = 0; i < values->size(); ++i) {
      const std::optional<Place> place = reached(at(below(list.pointer, std::to_string(i))));
      if (!place || !node(*place).is_object() || node(*place).value("in", json()) != "path") continue;
      const std::optional<Place> schema = reached(at(below(place->pointer, "schema")));
      const json type = schema && node(*schema).is_object() ? node(*schema).value("type", json()) : json();
      const json called = node(*place).value("name", json());
      if (!called.is_string() || !type.is_string()) continue;
      put({.name = called.get<std::string>(),
           .in = "path",
           .required = true,
           .type = type.get<std::string>(),
           .place = *place},
          parameters);
    }
  }

  // A parameter of the operation replaces that of its path with the same name and place.
  static void put(Parameter parameter, std::vector<Parameter>& parameters) {
    std::erase_if(parameters, [&](const Parameter& p) { return p.name == parameter.name && p.in == parameter.in; });
    parameters.push_back(std::move(parameter));
  }

  void add_parameters(const Place& list, std::vector<Parameter>& parameters) {
    if (!node(list).is_array()) throw BadDocument(list, "'parameters' is no list; correct the document");
    for (std::size_t i = 0; i < node(list).size(); ++i) {
      put(read_parameter(resolved(at(below(list.pointer, std::to_string(i))))), parameters);
    }
  }

  Parameter read_parameter(const Place& place) {
    const json& value = object(place, "a parameter is no mapping");
    Parameter parameter{.name = text(place, "name"), .in = text(place, "in"), .place = place};
    static const std::set<std::string> places = {"path", "query", "header", "cookie"};
    if (parameter.name.empty()) throw BadDocument(place, "a parameter has no name; add 'name'");
    if (!places.contains(parameter.in))
      throw BadDocument(place, "'in' is none of path, query, header, cookie; correct it");
    parameter.required = value.value("required", json(false)) == true;
    if (value.contains("schema")) read_schema(at(below(place.pointer, "schema")), parameter);
    if (value.contains("content")) read_content(at(below(place.pointer, "content")));
    return parameter;
  }

  void read_schema(const Place& place, Parameter& parameter) {
    compile(place);
    describe(node(references_.resolve(place)), parameter);
  }

  std::vector<ResponseSpec> read_responses(const Place& place) {
    std::vector<ResponseSpec> responses;
    for (const auto& [status, response] : object(place, "'responses' is no mapping of statuses").items()) {
      if (status.starts_with("x-")) continue;
      const Place own = at(below(place.pointer, status));
      if (!is_status(status)) throw BadDocument(own, "is no status; write '200', '4XX' or 'default'");
      responses.push_back({.status = status, .content = {}, .place = own});
      const Place target = resolved(own);
      if (!object(target, "a response is no mapping").contains("content")) continue;
      responses.back().content = read_content(at(below(target.pointer, "content")));
    }
    return responses;
  }

  std::vector<MediaType> read_content(const Place& place) {
    std::vector<MediaType> content;
    for (const auto& [name, media] : object(place, "'content' is no mapping of media types").items()) {
      const Place own = at(below(place.pointer, name));
      MediaType type{.name = essence(name), .schema = {}, .place = own};
      if (object(own, "a media type is no mapping").contains("schema")) {
        type.schema = compile(at(below(own.pointer, "schema")));
      }
      content.push_back(std::move(type));
    }
    return content;
  }

  Schema compile(const Place& place) {
    const json& schema = node(place);
    const bool reference = schema.is_object() && schema.size() == 1 && schema.contains("$ref");
    const Place target = reference ? at(references_.resolve(place).pointer) : place;
    const auto known = schemas_.find(target.pointer);
    if (known != schemas_.end()) return known->second;
    if (goes_on_ && schemas_.size() == most_schemas) return schemas_.begin()->second;
    return schemas_.emplace(target.pointer, Schema::compile(document_, target)).first->second;
  }

  const Document& lines_;
  const json& document_;  // its value
  const std::vector<std::string>& wanted_;
  SchemaReferences references_{document_};
  std::set<std::string> found_{};
  bool goes_on_ = false;
  std::vector<BadDocument> refused_{};
  std::map<std::string, Schema> schemas_{};  // by pointer
};

}  // namespace

std::vector<Operation> read_operations(const Document& document, const std::vector<std::string>& wanted) {
  return Reader(document, wanted).run();
}

std::vector<BadDocument> refused_operations(const Document& document, const std::string& only) {
  const std::vector<std::string> wanted = only.empty() ? std::vector<std::string>{} : std::vector{only};
  return Reader(document, wanted).refusals();
}

}  // namespace assay
