#include "mock/state/session.h"

namespace assay {

std::string_view session_of(const Request& request) {
  return find_header(request.headers, "X-Assay-Session").value_or("");
}

}  // namespace assay
