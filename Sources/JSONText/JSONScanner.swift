// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Recursive descent over bytes.
///
/// Nothing is copied but strings and numbers.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    let refusesDuplicates: Bool
    var at = 0
    var duplicates: [String] = []

    init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, refusesDuplicates: Bool) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.refusesDuplicates = refusesDuplicates
    }

    mutating func document() throws(JSONError) -> JSONValue {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw fault(.byteOrderMark)
        }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw fault(.trailingBytes) }
        return value
    }

    func fault(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(offset: offset ?? at, reason: reason)
    }

    /// The byte at the cursor, or the fault that the text ended.
    func peek() throws(JSONError) -> UInt8 {
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        return bytes[at]
    }

    mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "+"), UInt8(ascii: "."):
            throw fault(.badNumber)
        case let byte: throw fault(.unexpectedByte(byte))
        }
    }

    private mutating func word(
        _ word: StaticString,
        _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            let byte = try peek()
            guard byte == word.utf8Start[index] else { throw fault(.unexpectedByte(byte)) }
            at += 1
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let length = JSONNumber.length(of: bytes[at...])
        guard length > 0 else { throw fault(.badNumber) }
        let next = at + length
        // "01" and "1.2.3": the number ended, but what follows still looks like one.
        if next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
                UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
                throw fault(.badNumber)
            default: break
            }
        }
        defer { at = next }
        return JSONNumber(
            scanned: String(
                decoding: UnsafeBufferPointer(rebasing: bytes[at..<next]),
                as: UTF8.self
            )
        )
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth <= maximumDepth else { throw fault(.tooDeep(limit: maximumDepth)) }
        at += 1
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            at += 1
            return []
        }
        var elements: [JSONValue] = []
        while true {
            elements.append(try value(depth: depth))
            skipSpace()
            let byte = try peek()
            guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else {
                throw fault(.unexpectedByte(byte))
            }
            at += 1
            if byte == UInt8(ascii: "]") { return elements }
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth <= maximumDepth else { throw fault(.tooDeep(limit: maximumDepth)) }
        at += 1
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            at += 1
            return JSONObject()
        }
        var members: [JSONObject.Member] = []
        members.reserveCapacity(8)
        var known = NameSet()
        while true {
            let start = at
            guard try peek() == UInt8(ascii: "\"") else {
                throw fault(.unexpectedByte(bytes[at]))
            }
            let name = try string()
            try note(name, among: &known, members: members, at: start)
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw fault(.unexpectedByte(bytes[at])) }
            at += 1
            skipSpace()
            members.append(JSONObject.Member(name: name, value: try value(depth: depth)))
            skipSpace()
            let byte = try peek()
            guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
                throw fault(.unexpectedByte(byte))
            }
            at += 1
            if byte == UInt8(ascii: "}") { return JSONObject(members: members) }
            skipSpace()
        }
    }

    private mutating func note(
        _ name: String,
        among known: inout NameSet,
        members: [JSONObject.Member],
        at start: Int
    ) throws(JSONError) {
        guard known.contains(name, members: members) else { return }
        if refusesDuplicates { throw fault(.duplicateMember(name), at: start) }
        if duplicates.count < 100 { duplicates.append(name) }
    }
}

extension JSONScanner {
    /// Finds duplicate names: by looking through few members, by a set of many.
    fileprivate struct NameSet {
        private var names: Set<String> = []

        mutating func contains(_ name: String, members: [JSONObject.Member]) -> Bool {
            if members.count >= 24 {
                if names.isEmpty { names = Set(members.lazy.map(\.name)) }
                // The set holds composed and decomposed letters to be one: look again when it says yes.
                guard !names.insert(name).inserted else { return false }
            }
            return members.contains { $0.name.isIdentical(to: name) }
        }
    }
}
