// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// Reads members leniently and notes the paths of those that it could not read.
///
/// A member of an unreadable type counts as not said: what depends on it goes stale and holds, and
/// the rest of the message is not lost.
struct MemberReader {
    private(set) var oddities: [String] = []

    /// A whole number; also from text, from a boolean, and from a fraction (rounded).
    ///
    /// Beyond 32 bits it is noted: no reading is that large, and no sum of such can overflow.
    mutating func int(_ value: JSONValue?, _ path: @autoclosure () -> String) -> Int? {
        guard let value, !value.isNull else { return nil }
        if let whole = value.lenientInt {
            return Int32(exactly: whole).map { Int($0) } ?? note(path())
        }
        if let number = value.lenientDouble, abs(number) < 1e9 { return Int(number.rounded()) }
        return note(path())
    }

    /// A number of at most a thousand million; also from text.
    mutating func double(_ value: JSONValue?, _ path: @autoclosure () -> String) -> Double? {
        guard let value, !value.isNull else { return nil }
        guard let number = value.lenientDouble, abs(number) <= 1e9 else { return note(path()) }
        return number
    }

    /// A boolean; also from 0 and 1 and from text.
    ///
    /// Another number is noted and not said.
    mutating func bool(_ value: JSONValue?, _ path: @autoclosure () -> String) -> Bool? {
        guard let value, !value.isNull else { return nil }
        return value.lenientBool ?? note(path())
    }

    /// A string of at most 512 bytes; also from a number.
    mutating func string(_ value: JSONValue?, _ path: @autoclosure () -> String) -> String? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.lenientString, text.utf8.count <= 512 else { return note(path()) }
        return text
    }

    /// An object.
    mutating func object(_ value: JSONValue?, _ path: @autoclosure () -> String) -> JSONObject? {
        guard let value, !value.isNull else { return nil }
        return value.object ?? note(path())
    }

    /// An array.
    mutating func array(_ value: JSONValue?, _ path: @autoclosure () -> String) -> [JSONValue]? {
        guard let value, !value.isNull else { return nil }
        return value.array ?? note(path())
    }

    /// An object of telemetry.
    mutating func object(_ view: JSONView, _ path: @autoclosure () -> String) -> JSONView? {
        guard !view.isNull else { return nil }
        return view.isObject ? view : note(path())
    }

    /// An array of telemetry.
    mutating func array(_ view: JSONView?, _ path: @autoclosure () -> String) -> JSONView? {
        guard let view, !view.isNull else { return nil }
        return view.isArray ? view : note(path())
    }

    /// A whole number of 0 to 100; 32767 and 65535 stand for unknown (PROTOCOL § 3).
    mutating func percent(_ value: JSONValue?, _ path: @autoclosure () -> String) -> Int? {
        guard let number = int(value, path()) else { return nil }
        if number == 32767 || number == 65535 { return nil }
        return (0...100).contains(number) ? number : note(path())
    }

    /// A place of two members; nil without both, out of range, or at 0/0, which means no fix.
    mutating func place(
        latitude: JSONValue?,
        longitude: JSONValue?,
        _ path: @autoclosure () -> String
    ) -> Coordinate? {
        guard let latitude = double(latitude, path()), let longitude = double(longitude, path())
        else { return nil }
        let place = Coordinate(latitude: latitude, longitude: longitude)
        return place.isPlausible ? place : nil
    }

    mutating func int(_ view: JSONView?, _ path: @autoclosure () -> String) -> Int? {
        int(view?.value, path())
    }

    mutating func double(_ view: JSONView?, _ path: @autoclosure () -> String) -> Double? {
        double(view?.value, path())
    }

    mutating func bool(_ view: JSONView?, _ path: @autoclosure () -> String) -> Bool? {
        bool(view?.value, path())
    }

    mutating func string(_ view: JSONView?, _ path: @autoclosure () -> String) -> String? {
        string(view?.value, path())
    }

    mutating func percent(_ view: JSONView?, _ path: @autoclosure () -> String) -> Int? {
        percent(view?.value, path())
    }

    /// Notes a path, at most 32 of one message.
    private mutating func note<Value>(_ path: String) -> Value? {
        if oddities.count < 32 { oddities.append(path) }
        return nil
    }
}
