// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// No launch order leaves twice, and no aircraft takes off twice for one sortie or without an order of ours
/// (S14, S30); the simulated docks themselves count.
struct OneTakeOff: Checker {
    static let name = "one take-off"
    static let promises = ["S14", "S30", "I3", "I8"]
    private var flights: [DockID: Int] = [:]
    private var ordered: Set<String> = []
    private var flown: Set<String> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .sent(let message):
            if let command = message.command, command.order.isLaunch, let id = command.flight {
                guard ordered.insert(id.description).inserted else {
                    return "the launch of \(id) is ordered twice"
                }
            }
        case .dock(let dock, let count, let flight):
            guard count > flights[dock] ?? 0 else { break }
            flights[dock] = count
            guard let id = flight, ordered.contains(id) else {
                return "\(dock) flies and nobody ordered it"
            }
            guard flown.insert(id).inserted else { return "\(dock) flies \(id) twice" }
        case .tried, .turned, .ready, .delivered, .acknowledged, .posted, .sealed, .stepped,
            .restarted:
            break
        }
        return nil
    }
}
