// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One of the vendor's error numbers: what it means and what to do.
public struct ErrorCode: Hashable, Sendable, CustomStringConvertible {
    /// The number as it is on the wire.
    public let number: Int
    /// What it means.
    public let meaning: String
    /// The part of the system that it comes from.
    public let module: String
    /// Whether the vendor's table has it; others were met elsewhere.
    public let isDocumented: Bool

    /// The number's row, or nil when no table has it.
    public static func find(_ number: Int) -> ErrorCode? { catalogue[number] }

    /// Text for any number: several share one meaning, so the number always stays visible.
    public static func describe(_ number: Int) -> String {
        find(number)?.description ?? "\(number): not in any table of the vendor's"
    }

    /// Every known number, ascending.
    public static var all: [ErrorCode] { catalogue.values.sorted { $0.number < $1.number } }

    /// The number and its meaning.
    public var description: String { "\(number): \(meaning)" }

    /// What an operator should do next.
    public var nextStep: String {
        switch number {
        case 314004, 314013: "check that the dock can reach the wayline's address; then try again"
        case 316026: "release the dock's emergency stop on site"
        case 316009, 321772, 514103: "let the aircraft charge to 30 % or more"
        case 514134, 514135, 514137, 514173: "wait for the weather; the dock checks it itself"
        case 514145, 514146: "close the dock's debug mode"
        case 319008: "give the dock a time server: its clock and ours differ"
        case 319016, 321257: "wait for the running task, or recall it"
        case 319017: "wait until the media of the last flight are uploaded"
        case 319025: "wait until the task has started, then try again"
        case 319030: "take flight control first"
        case 319044...319046, 321258...321260: "nothing: the task was in another state already"
        case 314019, 314025: "wait for RTK; check the antenna's sky and the correction service"
        case 321517: "look at the obstacle before anything flies this route again"
        case 325012: "power the aircraft on first"
        case 326108: "try again in a moment"
        case 326109: "order return home: it is in the air"
        case 327071: "send the speech again: its checksum did not match"
        case 338005: "choose docks at most 15 km apart"
        default: moduleStep
        }
    }

    private var moduleStep: String {
        switch module {
        case "firmware update": "read the update's log; do not plan flights at this dock meanwhile"
        case "wayline task", "dock task management", "wayline execution",
            "wayline execution (user or breakpoint)", "task (catch-all)":
            "look at the dock's state, then plan the sortie anew"
        case "flight (aircraft side of a task)": "look at aircraft and dock before the next sortie"
        case "fly-to", "fly-to and takeoff", "multi-dock and fly-to":
            "choose another point or height; recall if the aircraft hovers"
        case "multi-dock task": "recall, then fly each dock by itself"
        case "payload, camera, speaker, panorama": "try again; check the payload's lock and control"
        case "live stream", "live stream (DJI Pilot 2 range)": "try again in a minute"
        case "media", "logs and media upload": "check the storage settings and the dock's network"
        case "4G dongle and SIM": "check dongle, SIM card and reception"
        case "dock hardware and remote debug": "send someone to the dock if it comes again"
        case "command dispatch": "look at the dock's state; it may be offline or busy"
        case "registration (CAAC)": "complete the aircraft's registration"
        case "organisation": "check organisation id and binding code"
        default: "look at the dock before the next sortie"
        }
    }

    private static let catalogue: [Int: ErrorCode] = {
        var table: [Int: ErrorCode] = [:]
        for line in ErrorCodeTable.text.split(separator: "\n") {
            let columns = line.split(separator: "\t", maxSplits: 3)
            guard columns.count == 4, let number = Int(columns[0]) else { continue }
            table[number] = ErrorCode(
                number: number,
                meaning: String(columns[3]),
                module: String(columns[2]),
                isDocumented: columns[1] == "d"
            )
        }
        return table
    }()
}
