// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why a text is not the JSON we accept, and at which byte.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The text is longer than the limit in bytes.
        case tooLarge(limit: Int)
        /// Arrays and objects are nested deeper than the limit.
        case tooDeep(limit: Int)
        /// The text begins with a byte order mark.
        case byteOrderMark
        /// The text ends within a value, or is empty.
        case unexpectedEnd
        /// This byte cannot stand here.
        case unexpectedByte(UInt8)
        /// Something follows the value.
        case trailingBytes
        /// A number outside the grammar: a leading zero or plus, a bare point, NaN, Infinity.
        case badNumber
        /// A control character stands unescaped in a string.
        case controlCharacter(UInt8)
        /// A backslash is followed by what is no escape.
        case badEscape
        /// A `\u` escape is half of a surrogate pair.
        case loneSurrogate
        /// A string is not UTF-8.
        case invalidUTF8
        /// Two members of one object have this name.
        case duplicateMember(String)
    }

    /// Offset in bytes from the start of the text.
    public let offset: Int
    /// What is wrong there.
    public let reason: Reason

    /// An error at a byte.
    public init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    /// A sentence for a log.
    ///
    /// It holds no content of the text but a duplicate member's name.
    public var description: String {
        let what =
            switch reason {
            case .tooLarge(let limit): "the text is longer than \(limit) bytes"
            case .tooDeep(let limit): "nested deeper than \(limit)"
            case .byteOrderMark: "a byte order mark is not allowed"
            case .unexpectedEnd: "the text ends too early"
            case .unexpectedByte(let byte): "unexpected byte 0x\(String(byte, radix: 16))"
            case .trailingBytes: "something follows the value"
            case .badNumber: "not a JSON number"
            case .controlCharacter(let byte):
                "unescaped control character 0x\(String(byte, radix: 16))"
            case .badEscape: "not a JSON escape"
            case .loneSurrogate: "half of a surrogate pair"
            case .invalidUTF8: "not UTF-8"
            case .duplicateMember(let name): "member \"\(name)\" appears twice"
            }
        return "byte \(offset): \(what)"
    }
}
