// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension CaseRequest {
    /// Who may ask: reviewers decide; who is on duty may send again what a reviewer decided.
    var roles: [Person.Role] {
        switch self {
        case .approve, .dismiss, .withdraw, .edit, .reopen, .exempt, .endExemption:
            [.reviewer, .administrator]
        case .preserve, .endPreservation, .openPicture: [.reviewer, .administrator, .auditor]
        case .retry, .silence, .endSilence: [.reviewer, .administrator, .duty]
        case .acknowledge: [.reviewer, .administrator, .duty, .dispatcher]
        }
    }

    /// The person's words, for what needs some; nil: it needs none.
    var reason: String? {
        switch self {
        case .approve(_, let reason), .dismiss(_, let reason), .withdraw(_, let reason),
            .edit(_, _, let reason), .reopen(_, let reason), .preserve(_, _, let reason),
            .endPreservation(_, let reason), .openPicture(_, _, let reason):
            reason
        case .exempt(let terms): terms.reason
        case .silence(let terms): terms.reason
        case .retry, .acknowledge, .endExemption, .endSilence: nil
        }
    }
}
