// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Recursive descent over bytes, which notes where each value stands.
///
/// Nothing is copied.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    let refusesDuplicates: Bool
    var at = 0
    var duplicates: [String] = []
    var nodes: [JSONNode] = []

    init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, refusesDuplicates: Bool) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.refusesDuplicates = refusesDuplicates
        // A value of telemetry takes some ten bytes.
        nodes.reserveCapacity(16 + bytes.count / 8)
    }

    mutating func document() throws(JSONError) {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw fault(.byteOrderMark)
        }
        skipSpace()
        try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw fault(.trailingBytes) }
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

    mutating func value(depth: Int) throws(JSONError) {
        switch try peek() {
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "+"), UInt8(ascii: "."):
            throw fault(.badNumber)
        case let byte: throw fault(.unexpectedByte(byte))
        }
    }

    /// Notes a value without parts that ends at the cursor.
    mutating func note(_ kind: JSONNode.Kind, from start: Int, mark: UInt32 = 0) {
        note(kind, start..<at, mark)
    }

    mutating func note(_ kind: JSONNode.Kind, _ range: Range<Int>, _ mark: UInt32) {
        let next = UInt32(nodes.count + 1)
        nodes.append(
            JSONNode(
                kind: kind,
                start: UInt32(range.lowerBound),
                end: UInt32(range.upperBound),
                next: next,
                mark: mark
            )
        )
    }

    private mutating func word(
        _ word: StaticString,
        _ kind: JSONNode.Kind
    ) throws(JSONError) {
        let start = at
        for index in 0..<word.utf8CodeUnitCount {
            let byte = try peek()
            guard byte == word.utf8Start[index] else { throw fault(.unexpectedByte(byte)) }
            at += 1
        }
        note(kind, from: start)
    }

    private mutating func number() throws(JSONError) {
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
        let start = at
        at = next
        note(.number, from: start)
    }

    private mutating func begin(_ kind: JSONNode.Kind, depth: Int) throws(JSONError) -> Int {
        guard depth <= maximumDepth else { throw fault(.tooDeep(limit: maximumDepth)) }
        nodes.append(JSONNode(kind: kind, start: UInt32(at)))
        at += 1
        skipSpace()
        return nodes.count - 1
    }

    private mutating func close(_ place: Int) {
        at += 1
        nodes[place].end = UInt32(at)
        nodes[place].next = UInt32(nodes.count)
    }

    private mutating func array(depth: Int) throws(JSONError) {
        let place = try begin(.array, depth: depth)
        guard try peek() != UInt8(ascii: "]") else { return close(place) }
        while true {
            try value(depth: depth)
            skipSpace()
            let byte = try peek()
            if byte == UInt8(ascii: "]") { return close(place) }
            guard byte == UInt8(ascii: ",") else { throw fault(.unexpectedByte(byte)) }
            at += 1
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        let place = try begin(.object, depth: depth)
        guard try peek() != UInt8(ascii: "}") else { return close(place) }
        var known = NameSet()
        while true {
            let start = at
            guard try peek() == UInt8(ascii: "\"") else {
                throw fault(.unexpectedByte(bytes[at]))
            }
            let name = nodes.count
            try string()
            if known.contains(name, of: place, self) { try repeated(name, at: start) }
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw fault(.unexpectedByte(bytes[at])) }
            at += 1
            skipSpace()
            try value(depth: depth)
            skipSpace()
            let byte = try peek()
            if byte == UInt8(ascii: "}") { return close(place) }
            guard byte == UInt8(ascii: ",") else { throw fault(.unexpectedByte(byte)) }
            at += 1
            skipSpace()
        }
    }

    private mutating func repeated(_ name: Int, at start: Int) throws(JSONError) {
        let text = String(decoding: content(of: nodes[name]), as: UTF8.self)
        if refusesDuplicates { throw fault(.duplicateMember(text), at: start) }
        if duplicates.count < 100 { duplicates.append(text) }
    }
}

/// Finds duplicate names: a filter of marks says of most that they are new; of the rest, few members are looked
/// through, and among many a set of marks tells.
private struct NameSet {
    /// More members than this are not looked through each time the filter does not know.
    private static let few = 48

    private var count = 0
    private var filter: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var marks: Set<UInt32> = []

    /// Whether an earlier member of the object at `place` has the name at `name`.
    mutating func contains(_ name: Int, of place: Int, _ scanner: JSONScanner) -> Bool {
        count += 1
        let mark = scanner.nodes[name].mark
        if count <= Self.few { return note(mark) && scanner.hasName(name, of: place) }
        if marks.isEmpty { marks = scanner.marks(of: place, before: name) }
        return !marks.insert(mark).inserted && scanner.hasName(name, of: place)
    }

    /// Notes a mark; whether it, or one that looks like it, was noted before.
    private mutating func note(_ mark: UInt32) -> Bool {
        let bit = UInt64(1) << UInt64(mark >> 8 & 63)
        return switch mark >> 14 & 3 {
        case 0: Self.note(bit, in: &filter.0)
        case 1: Self.note(bit, in: &filter.1)
        case 2: Self.note(bit, in: &filter.2)
        default: Self.note(bit, in: &filter.3)
        }
    }

    private static func note(_ bit: UInt64, in word: inout UInt64) -> Bool {
        defer { word |= bit }
        return word & bit != 0
    }
}

extension JSONScanner {
    /// Whether a member of the object at `place` before the one at `name` has its name.
    fileprivate func hasName(_ name: Int, of place: Int) -> Bool {
        var other = place + 1
        while other < name {
            if nodes[other].mark == nodes[name].mark, hasSameText(nodes[other], nodes[name]) {
                return true
            }
            other = Int(nodes[other + 1].next)
        }
        return false
    }

    /// The marks of the members of the object at `place` before the one at `name`.
    fileprivate func marks(of place: Int, before name: Int) -> Set<UInt32> {
        var marks: Set<UInt32> = []
        var other = place + 1
        while other < name {
            marks.insert(nodes[other].mark)
            other = Int(nodes[other + 1].next)
        }
        return marks
    }
}
