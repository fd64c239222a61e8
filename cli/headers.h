// Headers as the user gives them: on the command line, in a file, with parts from the environment.
#pragma once

#include <string>
#include <vector>

#include "contracts/http.h"
#include "contracts/place.h"

namespace assay {

// "Name: value" texts with ${NAME} taken from the environment. Throws BadDocument, without the value, for a bad one or an
// unset variable.
Headers read_headers(const std::vector<std::string>& texts);

// One of them, which stands at `place`.
Header read_header(const std::string& text, const Place& place);

// The same, one a line; empty lines and those that begin with '#' count for nothing. Throws BadDocument with file and line.
Headers read_header_file(const std::string& file);

}  // namespace assay
