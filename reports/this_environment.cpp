#include <sys/utsname.h>

#include <cstdlib>
#include <string>

#include "reports/make_report.h"

namespace assay {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string operating_system() {
  utsname names{};
  if (uname(&names) != 0) return "unknown";
  return std::string(names.sysname) + ' ' + names.release + ' ' + names.machine;
}

}  // namespace

Report::Environment this_environment() {
  Report::Environment environment{.os = operating_system()};
  if (!variable("GITHUB_ACTIONS").empty()) {
    environment.ci_provider = "GitHub Actions";
    environment.ci_run_url = variable("GITHUB_SERVER_URL") + '/' + variable("GITHUB_REPOSITORY") + "/actions/runs/" +
                             variable("GITHUB_RUN_ID");
  } else if (!variable("GITLAB_CI").empty()) {
    environment.ci_provider = "GitLab CI";
    environment.ci_run_url = variable("CI_JOB_URL");
  } else if (!variable("JENKINS_URL").empty()) {
    environment.ci_provider = "Jenkins";
    environment.ci_run_url = variable("BUILD_URL");
  } else if (!variable("CI").empty()) {
    environment.ci_provider = "unknown";
  }
  return environment;
}

}  // namespace assay
