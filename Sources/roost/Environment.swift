// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostAPI

/// The process's environment and the forms in which values are shown.
enum Environment {
    static func value(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}

/// `07:30:00` of an RFC 3339 text; its date and zone are the site's.
func clock(_ time: String) -> String { String(time.dropFirst(11).prefix(8)) }

/// `2026-05-12 07:30` of an RFC 3339 text, in the zone that it is in, which is the site's.
func moment(_ time: String) -> String {
    "\(time.prefix(10)) \(time.dropFirst(11).prefix(5))"
}

extension PlaceResource {
    /// Latitude and longitude to five decimals, about a metre.
    var text: String { String(format: "%.5f, %.5f", lat, lon) }
}

extension Connection {
    /// Prints a line of a page: what it is about, then what there is to say.
    func row(_ en: String, _ zh: String, _ text: String) {
        print(words(en, zh).padded(to: 10) + PlainText.shown(text))
    }

    /// An age as people say it: `3 s`, `2 min`.
    func age(_ seconds: Double?) -> String {
        guard let seconds else { return words("never", "从未") }
        if seconds < 120 { return "\(Int(seconds)) s" }
        if seconds < 7200 { return "\(Int(seconds / 60)) min" }
        return "\(Int(seconds / 3600)) h"
    }

    /// An age with when it is reckoned from.
    func ago(_ seconds: Double?) -> String {
        guard seconds != nil else { return age(nil) }
        return words("\(age(seconds)) ago", "\(age(seconds)) 前")
    }

    func yes(_ isSo: Bool) -> String { isSo ? words("yes", "是") : words("no", "否") }
}

/// Prints a whole listing as one page of JSON.
func printPage<Item: Codable & Sendable>(_ items: [Item]) throws {
    printJSON(try RoostJSON.encoder(isPretty: true).encode(Page(items: items)))
}

/// Reads `22.54,114.12`; nil when malformed.
func place(_ text: String) -> (lat: Double, lon: Double)? {
    let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2, let lat = Double(parts[0]), let lon = Double(parts[1]),
        abs(lat) <= 90, abs(lon) <= 180
    else {
        return nil
    }
    return (lat, lon)
}
