// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// A whole number.
    public static func int(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    /// A number in the shortest text that reads back the same; `null` when not finite.
    public static func finite(_ value: Double) -> JSONValue {
        JSONNumber(value).map(JSONValue.number) ?? .null
    }

    /// Whether this is the word `null`.
    public var isNull: Bool { self == .null }

    /// The string, or nil for any other kind.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number with its text, or nil for any other kind.
    public var number: JSONNumber? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The number when it is whole and fits; nil for any other kind.
    public var int: Int? { number?.int }

    /// The number as the nearest `Double`; nil for any other kind and beyond its range.
    public var double: Double? { number?.double }

    /// The boolean, or nil for any other kind.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements, or nil for any other kind.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The object, or nil for any other kind.
    public var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }
}

// Devices write numbers as strings, booleans as 0 and 1, and strings as numbers.
extension JSONValue {
    /// A whole number, also when given as a string or as a boolean.
    public var lenientInt: Int? {
        switch self {
        case .number(let number): number.int
        case .string(let text): JSONNumber(text: text)?.int
        case .bool(let value): value ? 1 : 0
        case .null, .array, .object: nil
        }
    }

    /// A number, also when given as a string.
    public var lenientDouble: Double? {
        switch self {
        case .number(let number): number.double
        case .string(let text): JSONNumber(text: text)?.double
        case .null, .bool, .array, .object: nil
        }
    }

    /// A boolean, also when given as 0 or 1 or as one of the words `true`, `false`, `0`, `1`.
    public var lenientBool: Bool? {
        switch self {
        case .bool(let value): return value
        case .number(let number):
            switch number.int {
            case 0: return false
            case 1: return true
            default: return nil
            }
        case .string("true"), .string("1"): return true
        case .string("false"), .string("0"): return false
        case .null, .string, .array, .object: return nil
        }
    }

    /// A string, also when given as a number or as a boolean; its text then.
    public var lenientString: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
