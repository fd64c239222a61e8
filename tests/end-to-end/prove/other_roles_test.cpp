// assay prove of documents unlike the five vendors': what else roles, statuses and shapes of errors can be.
#include <set>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

// A success and a refusal by range; an id of a pattern that a word does not fit, at the path's end, of which there are
// two, so that none is nobody's; a secret of the resource's own with its end; hints by digest and by start; times in
// milliseconds; a list of errors.
constexpr const char* keys = R"(openapi: 3.1.0
info: {title: Keys, version: '1'}
paths:
  /keys/{keyId}:
    post:
      operationId: roll
      parameters:
        - {name: keyId, in: path, required: true, schema: {type: string, pattern: '^key_0000000[ab]$'}}
      responses:
        2XX:
          description: rolled
          content:
            application/json:
              schema:
                type: object
                required: [result]
                properties:
                  result:
                    type: object
                    required:
                      [keyId, secret, fingerprint, start, label, made, rolled, seen, scopes, active, quota, apiToken,
                       apiTokenEnd]
                    properties:
                      keyId: {type: string}
                      secret: {type: string}
                      fingerprint: {type: string}
                      start: {type: string}
                      label: {type: string}
                      made: {type: integer}
                      rolled: {type: integer}
                      seen: {type: [string, 'null'], format: date-time}
                      scopes: {type: array, items: {type: string}}
                      active: {type: boolean}
                      quota: {type: integer}
                      apiToken: {type: string, example: tok_5tG7hJ9kL2mN4pQ6rS8t}
                      apiTokenEnd: {type: string, example: rS8t}
        4XX:
          description: no
          content:
            application/json:
              schema:
                type: object
                required: [errors]
                properties:
                  errors:
                    type: array
                    minItems: 1
                    items:
                      type: object
                      required: [field, message, code]
                      properties:
                        field: {type: string}
                        message: {type: string}
                        code: {type: string}
)";
constexpr const char* keys_policy = R"(framework: other
resources:
  key:
    identity: /keyId
    secret_noun: secret
    members:
      /secret: {role: secret}
      /apiToken: {role: secret, own: true}
      /apiTokenEnd: {role: part, of: /apiToken, at: end}
      /fingerprint: {role: hint, of: /secret, shows: sha256 12}
      /start: {role: hint, of: /secret, shows: first 6}
      /label: {role: stable, face: true}
      /scopes: {role: stable}
      /active: {role: stable}
      /quota: {role: stable}
      /made: {role: made, unit: milliseconds}
      /rolled: {role: changed, unit: milliseconds}
      /seen: {role: used}
operations:
  roll:
    of: key
    effect: rotates
    rotates: [/secret]
    record: /result
errors:
  shape: {list: /errors, where: field, text: message, code: code}
)";

// FastAPI's 422 alone; an id of a UUID and an integer; a body that the operation needs; a reading that hides the
// secret.
constexpr const char* hooks = R"(openapi: 3.1.0
info: {title: Signing, version: '1'}
paths:
  /tenants/{tenant}/hooks/{hook}/sign:
    put:
      operationId: roll
      parameters:
        - {name: tenant, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: hook, in: path, required: true, schema: {type: integer}}
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        '200':
          description: rolled
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Hook'}
        '422':
          description: Validation Error
          content:
            application/json:
              schema: {$ref: '#/components/schemas/HTTPValidationError'}
    get:
      operationId: look
      parameters:
        - {name: tenant, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: hook, in: path, required: true, schema: {type: integer}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Shown'}}}}
components:
  schemas:
    Shown:
      type: object
      required: [hook]
      properties:
        hook: {type: integer}
        title: {type: string}
        hint: {type: string}
    Hook:
      type: object
      required: [hook, key]
      properties:
        hook: {type: integer}
        title: {type: string}
        key: {type: string}
        hint: {type: string}
        created: {type: string, format: date-time}
    HTTPValidationError:
      type: object
      properties:
        detail: {type: array, items: {$ref: '#/components/schemas/ValidationError'}}
    ValidationError:
      type: object
      required: [loc, msg, type]
      properties:
        loc: {type: array, items: {anyOf: [{type: string}, {type: integer}]}}
        msg: {type: string}
        type: {type: string}
)";
constexpr const char* hooks_policy = R"(framework: fastapi
resources:
  hook:
    identity: /hook
    members:
      /key: {role: secret}
      /hint: {role: hint, of: /key, shows: first 4}
      /title: {role: stable, face: true}
      /created: {role: made}
operations:
  roll:
    of: hook
    effect: rotates
    rotates: [/key]
    body: {plain: true}
  look:
    of: hook
    effect: reads
    hides: [/key]
errors:
  shape: fastapi
)";

struct Proved {
  Finished run{};
  std::set<std::string> unproven{};
};

Proved prove(const std::string& document, const std::string& policy, const std::vector<std::string>& more = {}) {
  const TemporaryFolder folder;
  write_file(folder.path() + "/openapi.yaml", document);
  write_file(folder.path() + "/policy.yaml", policy);
  std::vector<std::string> command = {"prove",
                                      "--seed",
                                      "1",
                                      "--document",
                                      folder.path() + "/openapi.yaml",
                                      "--policy",
                                      folder.path() + "/policy.yaml"};
  command.insert(command.end(), more.begin(), more.end());
  Proved proved{.run = run_assay(command, 240)};
  std::istringstream lines(proved.run.out);
  for (std::string line, word, clause; std::getline(lines, line);)
    if (std::istringstream words(line); words >> word >> clause && word == "UNPROVEN") proved.unproven.insert(clause);
  return proved;
}

}  // namespace

TEST_CASE("lies are told about every role that a policy can give, and a clause that no answer shows says so") {
  const Proved proved = prove(keys, keys_policy);
  INFO(proved.run.out << proved.run.err);
  CHECK(proved.run.code == 0);
  CHECK(proved.unproven == std::set<std::string>{"id/unknown-refused", "secrecy/tls", "state/disclosure"});
  CHECK(proved.run.out.find("the run shows nothing of it: ") != std::string::npos);
  for (const char* lie : {"wrong-fingerprint", "wrong-start", "apiToken-rotated", "wrong-apiTokenEnd", "two-errors",
                          "location-renamed", "code-changes", "wrong-body-2XX", "wrong-body-4XX", "used-before-made",
                          "changed-active", "default-token", "change-runs-back", "time-without-offset"})
    CHECK(proved.run.out.find('\n' + std::string(lie) + ' ') != std::string::npos);
}

TEST_CASE("lies are told about FastAPI's 422, a needed body and a reading that hides") {
  const Proved proved = prove(hooks, hooks_policy);
  INFO(proved.run.out << proved.run.err);
  CHECK(proved.run.code == 0);
  CHECK(proved.unproven == std::set<std::string>{"secrecy/tls"});
  for (const char* lie : {"empty-detail", "location-in-query", "no-type", "reading-shows-secret", "stale-hint"})
    CHECK(proved.run.out.find('\n' + std::string(lie) + ' ') != std::string::npos);
  CHECK(proved.run.out.find("body-redirected") == std::string::npos);
}

TEST_CASE("a lie that was asked for and goes unnoticed is no proof") {
  const Proved proved = prove(keys, keys_policy, {"--only", "none,wrong-start,made-when-asked"});
  INFO(proved.run.out << proved.run.err);
  CHECK(proved.run.code == 1);
  CHECK(proved.run.err.find("made-when-asked is not caught by id/unknown-refused") != std::string::npos);
  CHECK(proved.run.err.find("wrong-start") == std::string::npos);
}

}  // namespace assay::test
