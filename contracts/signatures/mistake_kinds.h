// The mistakes by what was mistaken: parts of the table in mistakes.cpp.
#pragma once

#include "contracts/signatures/mistakes.h"
#include "contracts/signatures/signed_message.h"

namespace assay {

std::vector<SignatureMistake> mistakes_of_time();
std::vector<SignatureMistake> mistakes_of_secrets();
std::vector<SignatureMistake> mistakes_of_signatures();
std::vector<SignatureMistake> mistakes_of_bodies();
std::vector<SignatureMistake> mistakes_of_headers();

// Who of the receipt's secrets signed this message, by the scheme.
std::optional<std::size_t> signer_of(const MistakeQuestion& question, const SignedMessage& message);

// The message as it was received; nothing where a header of it is missing.
std::optional<SignedMessage> message_of(const MistakeQuestion& question);

}  // namespace assay
