// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension Incident {
    /// The incident for people, a line for each thing.
    public var text: String {
        var lines = [
            "place      \(place) of \(lastPlace), turn \(turns)",
            "site time  \(at)" + (zone.map { " (\($0))" } ?? ""),
            "digest     \(digest)",
            "sorties    " + (sorties.isEmpty ? "none open" : sorties.joined(separator: ", ")),
            "cases      \(openCases) open",
        ]
        if !facts.isEmpty { lines += ["", "what was said before"] }
        lines += facts.map { "  \($0.place)  \($0.at)  \($0.severity)  \($0.code): \($0.text)" }
        if !docks.isEmpty { lines += ["", "docks"] }
        lines += docks.flatMap(\.lines)
        return lines.joined(separator: "\n")
    }
}

extension Incident.Dock {
    /// The dock's line, then what holds its aircraft, then what the launch gate last answered.
    fileprivate var lines: [String] {
        let heard = heardSeconds.map { ", heard \(Incident.rounded($0)) s ago" } ?? ""
        let closed = interlocks.count { $0.answer == "yes" }
        let head = "  \(id)  \(link)\(heard), \(sortie ?? "no sortie open")"
        var lines = [head + ", \(closed) of \(interlocks.count) interlocks closed"]
        lines += interlocks.filter { $0.answer != "yes" }.map { "      holds  \($0.line)" }
        guard let askedAt else { return lines }
        let open = asked.filter { $0.answer != "yes" }
        lines.append(
            "      gate asked \(askedAt): "
                + (open.isEmpty ? "all \(asked.count) closed" : "\(open.count) open")
        )
        return lines + (open.isEmpty ? asked : open).map { "        \($0.line)" }
    }
}

extension Incident.Answer {
    fileprivate var line: String {
        let age = ageSeconds.map { ", \(Incident.rounded($0)) s old" } ?? ""
        return "\(interlock) \(answer): \(value)\(age)"
    }
}

extension Incident {
    /// Seconds to one decimal.
    fileprivate static func rounded(_ seconds: Double) -> String {
        "\((seconds * 10).rounded() / 10)"
    }
}
