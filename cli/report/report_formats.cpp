#include "cli/report/report_formats.h"

#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

[[noreturn]] void refuse(const std::string& id) {
  std::vector<std::string> known;
  for (const Format& format : formats())
    if (!format.file_name.empty()) known.push_back(format.id);
  const std::string nearest = nearest_of(id, known);
  throw BadDocument(Place{}, "--report: there is no file format \"" + id + "\"" +
                                 (nearest.empty() ? "; see assay list formats" : "; did you mean " + nearest + "?"));
}

}  // namespace

std::vector<const Format*> file_formats(const std::vector<std::string>& ids) {
  std::vector<const Format*> chosen;
  for (const std::string& id : ids) {
    const Format* format = find_format(id);
    if (!format || format->file_name.empty()) refuse(id);
    chosen.push_back(format);
  }
  return chosen;
}

}  // namespace assay
