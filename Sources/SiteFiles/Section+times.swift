// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Yams

extension Section {
    /// A window of local time of day, `07:30-08:00`.
    func window(_ key: String) -> DayWindow? { text(key).flatMap { readWindow($0, key) } }

    /// A list of windows.
    func windows(_ key: String) -> [DayWindow] { texts(key).compactMap { readWindow($0, key) } }

    private func readWindow(_ text: String, _ key: String) -> DayWindow? {
        if let window = DayWindow(text), window.startSeconds != window.endSeconds { return window }
        fault(key, "is \(text), must be two times of day such as \"07:30-08:00\"")
        return nil
    }

    /// Seconds after local midnight of a time of day.
    func timeOfDay(_ key: String) -> Int? {
        guard let text = text(key) else { return nil }
        if let seconds = DayWindow.seconds(text) { return seconds }
        fault(key, "is \(text), must be a time of day such as \"07:30\"")
        return nil
    }

    /// A date.
    func date(_ key: String) -> CalendarDate? {
        guard let text = text(key) else { return nil }
        if let date = CalendarDate(text) { return date }
        fault(key, "is \(text), must be a date such as 2026-05-12")
        return nil
    }

    /// `[latitude, longitude]`.
    func position(_ key: String) -> Coordinate? {
        guard let node = value(key) else { return nil }
        let numbers = node.sequence?.compactMap { $0.text.flatMap(Double.init) } ?? []
        guard numbers.count == 2, node.sequence?.count == 2 else {
            fault(key, "is \(node.shown), must be [latitude, longitude] in degrees")
            return nil
        }
        let place = Coordinate(latitude: numbers[0], longitude: numbers[1])
        guard place.isPlausible else {
            fault(
                key,
                "\(place) is no place on the earth; were latitude and longitude swapped "
                    + "(\(District.Order.yaml.rawValue))?"
            )
            return nil
        }
        return place
    }
}
