// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What docks want an answer to: always given, also to what came twice or is unknown (PROTOCOL § 4).
extension Fleet {
    func acknowledge(_ report: DockReport, _ turn: inout Turn) {
        guard let address = report.replyTo else { return }
        turn.answer(DockReply(dock: report.dock, address: address, answer: answer(to: report)))
    }

    private func answer(to report: DockReport) -> DockReply.Answer {
        guard case .asked(let question) = report.said else { return .accepted }
        let dock = docks[report.dock]
        let serials = dock.map { [$0.site.serial] + aircraft(at: $0) } ?? []
        func answers(_ asked: [String]) -> [DockReply.DeviceAnswer] {
            asked.prefix(Self.devicesAsked).map {
                DockReply.DeviceAnswer(serial: $0, result: serials.contains($0) ? 0 : 1)
            }
        }
        switch question {
        case .configuration: return .configuration
        case .bindStatus(let asked): return .bindStatus(answers(asked))
        case .organization(let isRight):
            return isRight ? .organization : .rejected(Self.wrongCode)
        case .bind(let devices):
            let wrong = devices.filter { !$0.isRight }.map(\.serial)
            return .bound(
                answers(devices.map(\.serial)).map { device in
                    guard wrong.contains(device.serial) else { return device }
                    return DockReply.DeviceAnswer(serial: device.serial, result: Self.wrongCode)
                }
            )
        case .wayline(let flight): return .wayline(WireID(flight).flatMap { task(of: $0) })
        case .storage: return .storage
        case .flightAreas:
            return configuration?.flightAreas.map { .flightAreas($0) } ?? .noFlightAreas
        case .offlineMap: return .noFlightAreas
        case .flightProgress(let flight):
            return otherWord(than: report.dock, of: flight).map { .progress($0) } ?? .noProgress
        case .other: return .rejected(Self.unknownMethod)
        }
    }

    /// Serial numbers of the aircraft that a dock may speak for.
    private func aircraft(at dock: DockState) -> [String] {
        let flying = dock.sortie.flatMap { sorties[$0]?.relay?.task.aircraft }
        return [dock.site.aircraft.serial, dock.guest?.aircraft.serial, flying].compactMap(\.self)
    }

    /// Devices of one question that are answered: a dock has two.
    private static let devicesAsked = 16
    /// Any number but 0 says that organisation or binding code are not the site's (PROTOCOL § 6).
    private static let wrongCode = 1
    /// Any number but 0 says that we do not know the method (PROTOCOL § 4).
    private static let unknownMethod = 1
}
