#include "mock/dialects/fastapi_error.h"

#include "mock/fastapi/json_text.h"

namespace assay {
namespace {

std::string listed(std::string_view type, const Trouble& trouble, std::string_view text, const std::string& input) {
  std::string out = R"({"detail":[{"type":")";
  out.append(type).append(R"(","loc":[")").append(trouble.in).append(R"(",)").append(json_string(trouble.parameter));
  return out.append(R"(],"msg":)").append(json_string(text)).append(R"(,"input":)").append(input).append("}]}");
}

std::string invalid(const Trouble& trouble) {
  using enum Identity::Fault::Why;
  const std::string input = json_string(trouble.input);
  switch (trouble.why) {
    case missing: return listed("missing", trouble, "Field required", "null");
    case integer:
      return listed("int_parsing", trouble, "Input should be a valid integer, unable to parse string as an integer",
                    input);
    case integer_size:
      return listed("int_parsing_size", trouble, "Unable to parse input string as an integer, exceeded maximum size",
                    input);
    case uuid: return listed("uuid_parsing", trouble, "Input should be a valid UUID", input);
    case pattern:
      return listed("string_pattern_mismatch", trouble, "String should match the pattern of the document", input);
    case schema: break;
  }
  return listed("value_error", trouble, "Input should fit the schema of the document", input);
}

}  // namespace

std::string fastapi_error(const Trouble& trouble) {
  switch (trouble.of) {
    case Trouble::Of::path: return R"({"detail":"Not Found"})";
    case Trouble::Of::method: return R"({"detail":"Method Not Allowed"})";
    case Trouble::Of::identity: return invalid(trouble);
    case Trouble::Of::query: return listed("missing", trouble, "Field required", "null");
    default: break;
  }
  return R"({"detail":)" + json_string(trouble.text) + R"(,"error":)" + json_string(trouble.code) + '}';
}

}  // namespace assay
