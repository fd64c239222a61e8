// The file of --targets: several servers and what each may be sent, in YAML or JSON.
//
//     targets:
//       - name: acme                            # a folder of the reports: letters, digits, '-' and '_'
//         url: https://api.acme.example
//         rotate: true                          # consent, to these tokens of this server
//         ids: [17, 18]
//         headers: {Authorization: "Bearer ${ACME_TOKEN}"}
//
// docs/targets.md lists the keys. What is not said is taken from the command line. Paths are relative to the file's
// folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/check/check.h"

namespace assay {

struct NamedCheck {
  std::string name{};  // unique, also where the file system does not tell cases apart
  CheckOptions options{};
};

// The checks of the file `text`, each `common` with what the file says of it; reports go to a folder of the target's
// name. Throws BadDocument with file and line for an unknown key, an unfit value, a credential that does not come from
// the environment, two targets of one name or one secret file, or that would rotate the same token of the same server
// at the same time, which they cannot where one runs at a time (`parallel`).
std::vector<NamedCheck> read_targets(std::string_view text, const std::string& file, const CheckOptions& common,
                                     std::size_t parallel);

std::vector<NamedCheck> load_targets(const std::string& file, const CheckOptions& common, std::size_t parallel);

}  // namespace assay
