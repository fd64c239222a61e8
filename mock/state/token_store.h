// Where the tokens live: the only mutable thing in the mock.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/state/token.h"

namespace assay {

// Each session has its own copy of the tokens, from the moment it is first named; the session "" is everybody's.
// All functions may be called from several threads at once.
class TokenStore {
 public:
  virtual ~TokenStore() = default;

  // Calls `change` once with the token, alone with it: no other update of this token of this session runs meanwhile,
  // and the next sees what this one left. False, without a call, when the session has no such token. `change` must
  // leave the token whole when it throws; the exception goes to the caller. `id` is canonical decimal text.
  virtual bool update(std::string_view session, std::string_view id, const std::function<void(Token&)>& change) = 0;

  // A copy of the session's tokens, in the order in which the store was given them.
  virtual std::vector<Token> list(std::string_view session) = 0;

  // Gives the session one more token, behind the others. False when it has one of that id.
  virtual bool add(std::string_view session, Token token) = 0;

  // The names of the sessions that are held, "" among them, in no order.
  virtual std::vector<std::string> sessions() = 0;

  // Puts the session's tokens back to those that the store was made with. A named session is no longer held.
  virtual void reset(std::string_view session) = 0;
};

}  // namespace assay
