#include "mock/dialects/error_dialect.h"

#include <algorithm>

#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/policy/slate.h"
#include "mock/dialects/fastapi_error.h"
#include "mock/http/response_writer.h"
#include "mock/kinds/showing.h"

namespace assay {
namespace {

using Form = ErrorDialect::Form;

// What is written into a body, where its schema lets it be.
class Writing {
 public:
  Writing(Sample body, const Schema* schema) : body_(std::move(body)), schema_(schema) {
    if (!body_.is_object()) body_ = Sample::object();
    if (schema_ != nullptr && !schema_->validate(nlohmann::json(body_)).empty()) schema_ = nullptr;  // no sample fits
  }

  void put(const std::string& pointer, const Sample& value) {
    Sample changed = body_;
    try {
      changed[Sample::json_pointer(pointer)] = value;
    } catch (const Sample::exception&) {  // the pointer leads into what is no object
      return;
    }
    if (schema_ == nullptr || schema_->validate(nlohmann::json(changed)).empty()) body_ = std::move(changed);
  }

  bool holds_text(const std::string& pointer) const {
    const Sample::json_pointer place(pointer);
    return body_.contains(place) && body_[place].is_string();
  }

  bool has_schema() const { return schema_ != nullptr; }
  std::string text() const { return body_.dump(); }

 private:
  Sample body_;
  const Schema* schema_;
};

void write_problem(const Trouble& trouble, Writing& writing) {
  writing.put("/type", "about:blank");
  writing.put("/title", std::string(reason_of(trouble.status)));
  writing.put("/status", trouble.status);
  writing.put("/detail", trouble.text);
}

// The place that is wrong: a text that ends in the parameter's name, or a list of what it is in and its name.
Sample where_of(const Trouble& trouble, const ErrorShape& shape) {
  if (shape.parts.empty()) return trouble.parameter;
  Sample list = Sample::array();
  for (const std::string& part : shape.parts)
    list.push_back(part == "in" ? std::string(trouble.in) : trouble.parameter);
  return list;
}

void write_pointers(const Trouble& trouble, const ErrorShape& shape, Writing& writing) {
  const std::string error = shape.list + (shape.holds == ErrorShape::Holds::list ? "/0" : "");
  if (shape.holds == ErrorShape::Holds::list) {
    Sample one = Sample::object();
    Writing alone(one, nullptr);
    for (const auto& [pointer, value] : {std::pair(shape.text, trouble.text), {shape.code, trouble.code}})
      if (!pointer.empty()) alone.put(pointer, value);
    if (!shape.where.empty() && !trouble.parameter.empty()) alone.put(shape.where, where_of(trouble, shape));
    writing.put(shape.list, Sample::array({Sample::parse(alone.text())}));
  }
  if (!shape.text.empty()) writing.put(error + shape.text, trouble.text);
  if (!shape.code.empty()) writing.put(error + shape.code, trouble.code);
  if (shape.where.empty()) return;
  if (!trouble.parameter.empty()) writing.put(error + shape.where, where_of(trouble, shape));
  if (trouble.parameter.empty() && writing.has_schema()) writing.put(error + shape.where, nullptr);
}

// Nothing is known of the shape: the words stand where the document has a text of such a name.
void write_words(const Trouble& trouble, Writing& writing, bool is_documented) {
  if (!is_documented) {
    writing.put("/error", trouble.code);
    writing.put("/message", trouble.text);
  }
  for (const char* pointer : {"/message", "/detail", "/title", "/description", "/error/message", "/error/detail"})
    if (writing.holds_text(pointer)) writing.put(pointer, trouble.text);
  for (const char* pointer : {"/code", "/error/code"})
    if (writing.holds_text(pointer)) writing.put(pointer, trouble.code);
}

}  // namespace

Trouble credentials_missing() {
  return {Trouble::Of::credentials, 401, "unauthorized", "Missing or invalid credentials"};
}
Trouble no_such_resource(int status) { return {Trouble::Of::resource, status, "not_found", "Resource not found"}; }
Trouble limit_reached() { return {Trouble::Of::limit, 429, "rate_limited", "Rate limit exceeded"}; }
Trouble unknown_path() { return {Trouble::Of::path, 404, "not_found", "Not Found"}; }
Trouble other_method() { return {Trouble::Of::method, 405, "method_not_allowed", "Method Not Allowed"}; }

Response answer(int status, std::string_view type, std::string body) {
  Response response{.status = status, .body = std::move(body)};
  response.headers.reserve(4);
  response.headers.push_back({"Server", "assay-mock"});
  if (!type.empty()) response.headers.push_back({"Content-Type", std::string(type)});
  return response;
}

std::string code_of(int status) {
  std::string code = to_lower(reason_of(status));
  std::replace(code.begin(), code.end(), ' ', '_');
  return code.empty() ? "http_" + std::to_string(status) : code;
}

// The Slate API is FastAPI's, whatever a policy takes a vendor's errors for.
ErrorDialect::Form ErrorDialect::form_of(const Policy& policy) {
  const ErrorShape::Form shape = policy.errors.form;
  if (is_of_slate(policy) || shape == ErrorShape::Form::fastapi) return Form::fastapi;
  return shape == ErrorShape::Form::problem ? Form::problem : Form::plain;
}

ErrorDialect::ErrorDialect(const Contract& contract) : form_(form_of(contract.policy)), shape_(contract.policy.errors) {
  if (!is_of_slate(contract.policy)) invalid_ = contract.policy.invalid;
  if (form_ == Form::fastapi || !contract.document) return;
  for (const Use& use : contract.policy.uses) {
    const Operation& operation = operation_of(contract, use);
    uses_.push_back({.operation = operation});
    for (const ResponseSpec& response : operation.responses) {
      if (response.status.front() == '2' || response.status.front() == '3') continue;
      Documented documented{.status = response.status, .type = media_type_of(response)};
      if (!response.content.empty()) {
        const std::string schema = below(response.content.front().place.pointer, "schema");
        if (find_pointer(contract.document->value, schema) != nullptr) {
          documented.body = sample(*contract.document, schema);
          documented.schema = Schema::compile(contract.document->value, contract.place(schema));
        }
      }
      uses_.back().documented.emplace(response.status, std::move(documented));
    }
  }
}

const ErrorDialect::Documented* ErrorDialect::documented(int status, std::size_t use) const {
  if (use >= uses_.size()) return nullptr;
  const ResponseSpec* spec = uses_[use].operation.response(status);
  const auto found = spec == nullptr ? uses_[use].documented.end() : uses_[use].documented.find(spec->status);
  return found == uses_[use].documented.end() ? nullptr : &found->second;
}

int ErrorDialect::status_of(Trouble::Of of, std::size_t use) const {
  const auto first_of = [&](std::initializer_list<int> statuses, int otherwise) {
    for (const int status : statuses)
      if (const Documented* found = documented(status, use); found && found->status == std::to_string(status))
        return status;
    return otherwise;
  };
  switch (of) {
    case Trouble::Of::method: return 405;
    case Trouble::Of::credentials: return 401;
    case Trouble::Of::limit: return 429;
    case Trouble::Of::state: return 409;
    case Trouble::Of::identity:
    case Trouble::Of::query:
      if (!invalid_.empty()) return invalid_.front();
      return form_ == Form::fastapi ? 422 : first_of({422, 400, 404}, 400);
    case Trouble::Of::resource: return first_of({404, 422, 400}, 404);
    case Trouble::Of::path:
    case Trouble::Of::forced: break;
  }
  return 404;
}

std::string ErrorDialect::write(const Trouble& trouble, const Documented* documented) const {
  const bool has_schema = documented != nullptr && documented->schema;
  Writing writing(has_schema ? documented->body : Sample::object(), has_schema ? &*documented->schema : nullptr);
  if (form_ == Form::problem)
    write_problem(trouble, writing);
  else if (shape_.form == ErrorShape::Form::pointers)
    write_pointers(trouble, shape_, writing);
  else
    write_words(trouble, writing, has_schema);
  return writing.text();
}

Response ErrorDialect::say(const Trouble& trouble, std::size_t use) const {
  if (form_ == Form::fastapi) return answer(trouble.status, "application/json", fastapi_error(trouble));
  const Documented* found = documented(trouble.status, use);
  if (found != nullptr && found->type.empty()) return answer(trouble.status, "", "");
  const char* usual = form_ == Form::problem ? "application/problem+json" : "application/json";
  return answer(trouble.status, found != nullptr ? found->type : usual, write(trouble, found));
}

namespace {

Response not_implemented(const std::string& detail) {
  const Sample body = {{"type", "about:blank"}, {"title", "Not Implemented"}, {"status", 501}, {"detail", detail}};
  return answer(501, "application/problem+json", body.dump());
}

}  // namespace

Response not_played(const std::string& id, const std::vector<std::string>& played) {
  std::string names;
  for (const std::string& each : played) names += (names.empty() ? "" : " and ") + each;
  return not_implemented("assay mock does not play " + id + ", which its policy does not name; it plays " + names +
                         ".");
}

Response delivers_nothing() {
  return not_implemented("This mock delivers nothing: start it with --deliver-to URL, which says where deliveries go.");
}

}  // namespace assay
