// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Logging
import RoostEngine
import RoostModel
import SiteCore

/// Submits requests; a recall reaches the docks even when the store is failing or slow (ARCHITECTURE § 4d).
struct UrgentRecall: Sendable {
    /// How long a recall waits for its commit before it is published all the same.
    private static let patience = Duration.milliseconds(50)

    let loop: EngineLoop
    let commands: CommandLane
    let logger: Logger

    func post(_ posting: Posting) async throws -> PostingAnswer {
        guard case .request(let request) = posting.input,
            case .fleet(.recall(let dock)) = request.verb
        else { return try await one(posting) }
        if loop.isStoreFailing { await publish(dock) }
        return try await withThrowingTaskGroup(of: PostingAnswer?.self) { group in
            group.addTask { try await one(posting) }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                return nil
            }
            while let answer = try await group.next() {
                if let answer {
                    group.cancelAll()
                    return answer
                }
                await publish(dock)
            }
            throw EngineError.stopped
        }
    }

    private func one(_ posting: Posting) async throws -> PostingAnswer {
        guard let answer = try await loop.post([posting]).first else { throw EngineError.stopped }
        return answer
    }

    /// Sends return-home now; it may safely come twice.
    private func publish(_ dock: DockID?) async {
        let docks = loop.site.configuration?.fleet.docks.map(\.id) ?? []
        let now = loop.clock.now()
        for id in docks where (dock == nil || dock == id) && loop.site.fleet.mayBeInTheAir(id) {
            let seed = UInt64.random(in: 0...UInt64.max)
            let tid = WireID(at: now, siteKey: seed, kind: 9, counter: 1)
            do {
                let outgoing = try commands.encoded(
                    DockCommand(dock: id, order: .returnHome),
                    tid: tid,
                    at: now
                )
                _ = await commands.publisher(outgoing, expirySeconds: 60)
                logger.notice(
                    "return home published before its commit",
                    metadata: ["dock": "\(id)"]
                )
            } catch {
                logger.error("return home", metadata: ["dock": "\(id)", "error": "\(error)"])
            }
        }
    }
}
