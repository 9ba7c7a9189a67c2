// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText
import RoostAPI
import RoostModel

extension Surface {
    /// Bodies of the HTTP API in both directions: what the server takes and what `roost` is told.
    ///
    /// An input is the name of a type, a line feed, and the body.
    static func request() -> Surface {
        let kinds = APISample.all
        let documents = kinds.compactMap { kind in
            (try? JSONReader().read(kind.body)).map { (kind.name, $0) }
        }
        let mutation = TreeMutation(documents.map(\.1))
        return Surface(name: "request", documents: documents.count) { dice in
            let (name, value) = dice.element(documents)
            return Array(name.utf8) + [0x0A] + mutation.bytes(of: value, &dice)
        } pass: { input throws(Breach) in
            let end = input.firstIndex(of: 0x0A) ?? input.count
            let name = String(decoding: input[..<end], as: UTF8.self)
            let named = kinds.first { $0.name == name }
            guard let kind = named else { return .refused("type") }
            let body = Data(input[min(end + 1, input.count)...])
            return try kind.pass(body) ? .accepted : .refused("bad_request")
        }
    }
}

/// One type of the API with a sound body of it.
struct APISample: Sendable {
    let name: String
    let body: [UInt8]
    /// Reads a body, writes it and reads it again; false when it is refused.
    let pass: @Sendable (Data) throws(Breach) -> Bool

    init<Value: Codable & Equatable & Sendable>(_ sample: Value) {
        let name = "\(Value.self)"
        self.name = name
        body = (try? RoostJSON.encoder().encode(sample)).map { Array($0) } ?? []
        pass = { body throws(Breach) in
            guard let value = try? RoostJSON.decoder().decode(Value.self, from: body) else {
                return false
            }
            let again = try? RoostJSON.decoder().decode(
                Value.self,
                from: RoostJSON.encoder().encode(value)
            )
            guard again == value else { throw .changed("a \(name)") }
            return true
        }
    }

    private static let text = TextResource(en: "wind", zh: "风")
    private static let event = EventResource(
        sequence: 7,
        at: "2026-05-12T07:30:00.000Z",
        code: "sortie.docked",
        severity: "info",
        text: text,
        subject: ["dock": "D03"],
        values: ["wind_mps": "8.1"]
    )

    static var all: [APISample] {
        [
            APISample(
                MissionRequest(
                    to: PlaceResource(lat: 22.54, lon: 114.13),
                    route: "R04",
                    dock: "D03"
                )
            ),
            APISample(ScopeRequest(dock: "D03", reason: "wind")),
            APISample(ReviewRequest(reason: "clear")),
            APISample(TokenResource(name: "edge", role: "integrator", token: "t")),
            APISample(Receipt(sequence: 7, mission: "M-12", facts: [event])),
            APISample(Problem(status: 409, code: "interlocks_open", text: text, reasons: [text])),
            APISample(event), APISample(dock), APISample(violation),
            APISample(MissionResource(id: "M-1", state: "held", start: "2026-05-12T07:30:00Z")),
            APISample(
                FramesAnswer(
                    accepted: 1,
                    quarantined: [.init(index: 1, id: "f", reason: "schema")]
                )
            ),
            APISample(
                NoticeResource(
                    id: "N-1",
                    wireId: "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f10",
                    violation: "C-7",
                    rule: "parking",
                    issuedAt: "2026-05-12T07:30:00Z",
                    reviewedBy: "Li",
                    deliveries: [
                        DeliveryResource(receiver: "r", state: "done", latencyS: 1.5, reason: nil)
                    ]
                )
            ),
        ]
    }

    private static var dock: DockResource {
        var dock = DockResource(
            id: "D03",
            name: text,
            model: "dock-3",
            serial: "8UUXN00DOCK003",
            place: PlaceResource(lat: 22.54, lon: 114.13),
            aircraft: .init(id: "A03", model: "m4td", serial: "1581F8AIR0003")
        )
        dock.interlocks = [InterlockResource(code: "wind", text: text)]
        dock.readings = [
            ReadingResource(
                label: TextResource(en: "wind", zh: "风速"),
                text: TextResource(en: "8 m/s", zh: "8 m/s"),
                ageS: 1.5
            )
        ]
        dock.alarms = [AlarmResource(code: "0x16100083", level: 2, isOfAircraft: true, text: text)]
        return dock
    }

    private static var violation: CaseResource {
        var violation = CaseResource(
            id: "C-7",
            wireId: "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f10",
            state: "open",
            stateText: text,
            rule: "parking",
            zone: "z"
        )
        violation.evidence = [
            EvidenceResource(
                sha256: "00",
                role: "wide",
                takenAt: "2026-05-12T07:30:00Z",
                isSealed: true
            )
        ]
        violation.events = [event]
        return violation
    }
}
