// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// Brings what people ask for to the engine, each with what must go before it.
struct OperatorDesk: Sendable {
    let loop: EngineLoop
    let telemetry: SharedTelemetry
    let recall: UrgentRecall
    var relays = RelayShelf()

    /// Journals a request and returns after the commit.
    func post(_ posting: Posting) async throws -> PostingAnswer {
        guard case .request(let request) = posting.input else { return try await loop.one(posting) }
        switch request.verb {
        case .fleet(.recall(let dock)):
            return try await recall.post(posting, in: dock.map { .dock($0) } ?? .fleet)
        case .fleet(.stop(let scope, _)): return try await recall.post(posting, in: scope)
        case .fleet, .cases, .patrols, .site: break
        }
        guard request.mayLaunch else { return try await loop.one(posting) }
        var readings = telemetry.release(loop.site.fleet.docks.ids)
        if case .fleet(.relay(_, let from, let to)) = request.verb {
            readings += relays.postings(
                from: from,
                to: to,
                loop.site.fleet,
                at: loop.clock.now()
            )
        }
        return try await loop.one(posting, after: readings)
    }
}

extension EngineLoop {
    /// Posts one posting behind others of its turn and returns its answer.
    func one(_ posting: Posting, after others: [Posting] = []) async throws -> PostingAnswer {
        guard let answer = try await post(others + [posting]).last else {
            throw EngineError.stopped
        }
        return answer
    }
}
