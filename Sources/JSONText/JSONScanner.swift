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

/// Finds duplicate names: by looking through few members, by a set of marks among many.
private struct NameSet {
    private var count = 0
    private var marks: Set<UInt32> = []

    /// Whether an earlier member of the object at `place` has the name at `name`.
    mutating func contains(_ name: Int, of place: Int, _ scanner: JSONScanner) -> Bool {
        count += 1
        let nodes = scanner.nodes
        let mark = nodes[name].mark
        if count > 24 {
            if marks.isEmpty { marks = Set(earlier(name, place, nodes).map { nodes[$0].mark }) }
            guard !marks.insert(mark).inserted else { return false }
        }
        var other = place + 1
        while other < name {
            if nodes[other].mark == mark, scanner.hasSameText(nodes[other], nodes[name]) {
                return true
            }
            other = Int(nodes[other + 1].next)
        }
        return false
    }

    private func earlier(_ name: Int, _ place: Int, _ nodes: [JSONNode]) -> [Int] {
        var found: [Int] = []
        var other = place + 1
        while other < name {
            found.append(other)
            other = Int(nodes[other + 1].next)
        }
        return found
    }
}
