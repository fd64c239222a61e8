// A server that is another program.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace assay::test {

// Runs `command` until destroyed. Its first line on stdout ends with the URL where it serves; throws when there is
// none.
class ServerProcess {
 public:
  explicit ServerProcess(std::vector<std::string> command);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& url() const { return url_; }

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  std::string url_{};
};

// A port that nobody listens on now.
int free_port();

// Whether Debian's FastAPI and uvicorn are there for fixtures/vendors/fastapi_vendor.py; warns, in the test, when they
// are not.
bool has_fastapi();

// The same of node for fixtures/vendors/vendor.mjs.
bool has_node();

}  // namespace assay::test
