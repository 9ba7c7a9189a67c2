// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// Originals are opened by name and for a reason, and that stays on record (PIPELINE § 10, FEATURES E12).
extension CaseBook {
    /// The digest of a kept picture of a case, also of one that is no longer listed.
    ///
    /// By the digest or at least its first 8 digits; nil: there is none, or several begin so.
    public func keptPicture(_ word: String, of id: CaseID) -> String? {
        guard word.count >= 8 else { return nil }
        let found = keepings[id]?.digests.filter { $0.hasPrefix(word) } ?? []
        return found.count == 1 ? found[0] : nil
    }

    mutating func open(
        _ picture: String,
        of id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        let subject = Subject(violation: id, person: person.name)
        guard violation(id) != nil || keepings[id] != nil else {
            return turn.refuse(.unknownSubject, subject, [FactValue("what", id)])
        }
        guard let digest = keptPicture(picture, of: id) else {
            let isKnown = violation(id)?.picture(picture) != nil
            let values = [FactValue("what", id), FactValue("picture", picture)]
            return turn.refuse(isKnown ? .pictureNotSealed : .unknownPicture, subject, values)
        }
        turn.tell(
            .pictureOpened,
            subject,
            [FactValue("digest", digest), FactValue("reason", reason)]
        )
    }
}
