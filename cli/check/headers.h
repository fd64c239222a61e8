// Headers as the user gives them: on the command line, in a file, with parts from the environment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/place.h"
#include "contracts/http/http.h"

namespace assay {

// Stands for a value that a report does not show, in the flags that it prints: -H 'Authorization: ...'.
inline constexpr std::string_view left_out_value = "...";

// Those that a run was given.
struct GivenHeaders {
  Headers headers{};
  std::vector<std::string> from_environment{};  // what each ${NAME} stood for
};

// "Name: value" texts with ${NAME} taken from the environment, and the same from files, one a line; there empty lines
// and those that begin with '#' count for nothing. ${UNIQUE} stays as it is: with_unique_values (cli/check/unique.h)
// fills it in. Throws BadDocument, without the value, for a bad one, a ${ that is not closed, an unset variable, and a
// header that would make a correct server look wrong (an Idempotency-Key that is always the same, Range), and
// left_out_value, which nobody filled in; for a file with file and line.
GivenHeaders read_headers(const std::vector<std::string>& texts, const std::vector<std::string>& files);

// "Name: value", as it was typed, as a report may show it: with left_out_value if the header may be a credential and
// its text, but for ${NAME} and a scheme ("Bearer"), holds a part of it.
std::string shown_header(const std::string& text);

// One of them, which stands at `place`, is added to `given`.
void read_header(const std::string& text, const Place& place, GivenHeaders& given);

}  // namespace assay
