// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension Case {
    /// People whose frames are remembered as having a part in a case.
    static let senderLimit = 8

    /// The pictures that a notice would send, in its order.
    public var submitted: [Evidence] {
        guard let chosen else { return evidence }
        return chosen.compactMap { digest in evidence.first { $0.digest == digest } }
    }

    /// What an approval is bound to: the exact digests, plate and text (S34).
    var basis: [String] {
        submitted.compactMap(\.digest) + ["plate \(plate?.text ?? "")", "text \(text ?? "")"]
    }

    /// Approvals of the case as it is now.
    public var standingApprovals: [CaseApproval] { approvals.filter { $0.basis == basis } }

    /// What part a person has in the case; nil: none.
    ///
    /// Who sent a frame that the case rests on, or changed the case, does not decide it alone (FEATURES E9).
    func part(of person: String) -> Bilingual? {
        if edits.contains(where: { $0.by == person }) { return CaseWords.editor }
        return senders.contains(person) ? CaseWords.sender : nil
    }

    /// Remembers who sent a frame that the case rests on.
    mutating func credit(_ sender: String?) {
        guard let sender, !senders.contains(sender), senders.count < Self.senderLimit else {
            return
        }
        senders.append(sender)
    }

    /// A picture by its digest or the first digits of it.
    func picture(_ word: String) -> Evidence? {
        guard word.count >= 8 else { return nil }
        let found = evidence.filter { ($0.digest ?? $0.image.digest)?.hasPrefix(word) == true }
        return found.count == 1 ? found[0] : nil
    }
}
