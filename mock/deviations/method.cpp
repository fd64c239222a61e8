// Deviations of the method: more than POST rotates.
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

Wrap rotates_for(const char* method) {
  return requests([method](Request& request) {
    if (request.method == method) request.method = "POST";
  });
}

void heed_header(Request& request) {
  if (const auto method = find_header(request.headers, "X-HTTP-Method-Override")) request.method = *method;
}

void heed_query(Request& request) {
  if (request.target.ends_with("?_method=POST")) request.method = "POST";
}

Wrap allows(const char* methods) {
  return answers([methods](const Request&, Response& response) {
    if (response.status == 405) set_header(response, "Allow", methods);
  });
}

}  // namespace

std::vector<Deviation> method_deviations() {
  return {
      {"get-rotates", "A GET rotates.", "method/only-post", rotates_for("GET")},
      {"put-rotates", "A PUT rotates.", "method/only-post", rotates_for("PUT")},
      {"delete-rotates", "A DELETE rotates, and shows the new secret.", "method/only-post", rotates_for("DELETE")},
      {"405-without-allow", "A 405 does not say which method is allowed.", "method/405-allow",
       answers([](const Request&, Response& response) { remove_header(response, "Allow"); })},
      {"405-allows-get", "A 405 says that GET is allowed.", "method/405-allow", allows("GET, HEAD")},
      {"method-override", "A GET with X-HTTP-Method-Override: POST rotates.", "method/no-override",
       requests(heed_header)},
      {"method-in-query", "A GET with ?_method=POST rotates.", "method/no-override", requests(heed_query)},
  };
}

}  // namespace assay
