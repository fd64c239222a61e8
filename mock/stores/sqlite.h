// Resources in a SQLite file: what was answered survives the process, however it ends.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "mock/state/resource_store.h"

namespace assay {

// A new file is filled with `resources`. One that exists goes on where it stood: its own keep their state, those of
// `resources` that it lacks are added behind them. Sessions are kept too, at most `max_sessions`: the one idle longest
// goes.
//
// update() returns when the change is on the disk (write-ahead log, synchronous=FULL), and a change is there whole or
// not at all. Updates that wait at the same time share one transaction and so one sync of the disk. Several processes
// may hold one file; each waits up to five seconds for another's transaction. The file is made for its owner's eyes
// alone (mode 0600): it holds secrets.
//
// Throws BadDocument with the file's name when it cannot be opened or written, is no SQLite database, belongs to
// another program or to another version of this format, or is damaged; std::invalid_argument when two of `resources`
// have one key. What fails later (a full disk; the file or its log deleted or replaced while it is open) reaches the
// caller as std::exception, and nothing of it is kept.
std::shared_ptr<ResourceStore> sqlite_store(const std::string& file, const std::vector<Resource>& resources,
                                            std::size_t max_sessions = 1000);

}  // namespace assay
