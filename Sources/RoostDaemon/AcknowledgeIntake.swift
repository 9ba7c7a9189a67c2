// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Logging
import RoostEngine
import RoostModel
import SiteCore

/// Takes acknowledgements from the site's broker: `roost/v1/notices/<id>/ack`, who in the body as
/// `{"by": name}` (PIPELINE § 9).
struct AcknowledgeIntake: Sendable {
    static let filter = "roost/v1/notices/+/ack"
    private static let prefix = "roost/v1/notices/"
    private static let suffix = "/ack"

    private struct Body: Decodable {
        var by: String?
    }

    let loop: EngineLoop
    let logger: Logger

    /// Whether a topic is one of these.
    static func takes(_ topic: String) -> Bool {
        topic.hasPrefix(prefix) && topic.hasSuffix(suffix)
    }

    /// One message; throws when it is not on disk.
    func take(_ topic: String, _ payload: [UInt8]) async throws {
        let name = String(topic.dropFirst(Self.prefix.count).dropLast(Self.suffix.count))
        guard let id = notice(name) else {
            logger.warning("an acknowledgement of no notice", metadata: ["topic": "\(topic)"])
            return
        }
        let body = try? JSONDecoder().decode(Body.self, from: Data(payload.prefix(4096)))
        let by = body?.by.map { String($0.prefix(64)) } ?? "mqtt"
        let verb = OperatorVerb.cases(.acknowledge(id, over: .mqtt))
        let request = OperatorRequest(person: Person(name: by, role: .duty), verb: verb)
        _ = try await loop.one(Posting(.request(request)))
    }

    /// By its short id, or by its face outside the site.
    private func notice(_ name: String) -> NoticeID? {
        if let id = NoticeID(name) { return id }
        return loop.site.cases.notices.first { "ntc_\($0.notice.wire)" == name }?.notice.id
    }
}
