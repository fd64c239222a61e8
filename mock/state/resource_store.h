// Where the resources live: the only mutable thing in the mock.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/state/resource.h"

namespace assay {

// Each session has its own copy of the resources, from the moment it is first named; the session "" is everybody's.
// All functions may be called from several threads at once.
class ResourceStore {
 public:
  virtual ~ResourceStore() = default;

  // Calls `change` once with the resource, alone with it: no other update of this one of this session runs meanwhile,
  // and the next sees what this one left. False, without a call, when the session has none with this key. `change` must
  // leave the resource whole when it throws; the exception goes to the caller. `key` is Resource::key().
  virtual bool update(std::string_view session, std::string_view key, const std::function<void(Resource&)>& change) = 0;

  // A copy of the session's resources, in the order in which the store was given them.
  virtual std::vector<Resource> list(std::string_view session) = 0;

  // Gives the session one more resource, behind the others. False when it has one of that key.
  virtual bool add(std::string_view session, Resource resource) = 0;

  // The names of the sessions that are held, "" among them, in no order.
  virtual std::vector<std::string> sessions() = 0;

  // Puts the session's resources back to those that the store was made with. A named session is no longer held.
  virtual void reset(std::string_view session) = 0;
};

}  // namespace assay
