// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// Where and until when an exemption or a silence holds; the same options on both.
struct Window: ParsableArguments {
    @Option(help: "A zone of the site.") var zone: String?
    @Option(help: "A place, latitude,longitude, such as 22.54,114.12.") var at: String?
    @Option(help: "Metres around the place; 30 when left out.") var radius: Double?
    @Option(help: "An area by its corners: \"22.54,114.11 22.54,114.12 22.55,114.12\".")
    var polygon: String?
    @Option(help: "First instant, such as 2026-05-12T08:00:00+08:00; now when left out.")
    var from: String?
    @Option(help: "The end, such as 2026-05-12T18:00:00+08:00.") var until: String?
    @Option(name: .customLong("for"), help: "How long: 90s, 30m, 2h or 3d.") var span: String?

    func request() throws -> WindowRequest {
        var request = WindowRequest()
        request.zone = zone
        request.place = try at.map(Self.place)
        request.radiusM = radius
        request.polygon = try polygon.map { text in
            try text.split(separator: " ").map { try Self.place(String($0)) }
        }
        request.from = try from.map { try Self.instant($0, "--from") }
        request.until = try until.map { try Self.instant($0) }
        request.forS = try span.map(Self.seconds)
        return request
    }

    private static func place(_ text: String) throws -> PlaceResource {
        guard let (lat, lon) = roost.place(text) else {
            throw ValidationError("\(text) is no place: latitude,longitude, such as 22.54,114.12")
        }
        return PlaceResource(lat: lat, lon: lon)
    }

    /// An instant as the API takes it; a bare time of day is told what is meant, and the other way to say it.
    static func instant(_ text: String, _ option: String = "--until") throws -> String {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let isWhole = parts.count == 2 && parts[0].count == 10 && parts[1].count >= 6
        guard isWhole else {
            let other = option == "--until" ? ", or say how long: --for 2h" : ""
            throw ValidationError(
                "\(option) takes an instant such as 2026-05-12T18:00:00+08:00, not \(text)\(other)"
            )
        }
        return text
    }

    static func seconds(_ text: String) throws -> Int {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last, let unit = units[last], let count = Int(text.dropLast()),
            (1...100_000).contains(count)
        else { throw ValidationError("\(text) is no time: 90s, 30m, 2h or 3d") }
        return count * unit
    }
}

extension Connection {
    /// In one line, for a column.
    func text(_ scope: ScopeResource?) -> String {
        if let zone = scope?.zone { return zone }
        if let scope, let place = scope.place {
            return "\(place.text) ±\(Int(scope.radiusM ?? 0)) m"
        }
        let corners = scope?.polygon?.count
        return corners.map { words("\($0) corners", "\($0) 个顶点") } ?? "-"
    }
}
