// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Reads one answer of HTTP/1.1 as its bytes come in; bounded, and strict where two readers might disagree.
struct HTTPAnswer {
    /// Why the bytes are no answer.
    enum Fault: Error, Equatable {
        case head, length, chunk, tooLong
    }

    /// How the body ends.
    private enum Ending: Equatable {
        case length(Int)
        case chunks
        case close
    }

    /// A head is longer nowhere.
    static let headLimit = 32 << 10
    /// So much of a body is passed over before the connection is given up.
    static let bodyLimit = 1 << 20

    /// The status once the head is there.
    private(set) var status: Int?
    /// Names in lower case; of repeated ones the last.
    private(set) var headers: [String: String] = [:]
    /// Whether the connection is good for another request.
    private(set) var keepsConnection = true
    private var ending = Ending.close
    private var bytes: [UInt8] = []
    private var taken = 0

    /// Whether a byte came.
    var hasBegun: Bool { status != nil || !bytes.isEmpty }

    /// Takes bytes; true once the answer is complete.
    mutating func take(_ more: some Collection<UInt8>) throws(Fault) -> Bool {
        bytes += more
        while status == nil {
            guard let end = Self.headEnd(bytes) else {
                guard bytes.count <= Self.headLimit else { throw .head }
                return false
            }
            try read(head: bytes[..<end])
            bytes.removeFirst(end)
        }
        return try isComplete()
    }

    /// Whether the end of the connection is the end of the answer.
    var endsWithConnection: Bool { status != nil && ending == .close }

    private mutating func isComplete() throws(Fault) -> Bool {
        switch ending {
        case .length(let length):
            guard length <= Self.bodyLimit else { throw .tooLong }
            guard bytes.count >= length else { return false }
            // What follows an answer that nothing was asked for belongs to nobody.
            if bytes.count > length { keepsConnection = false }
            return true
        case .close:
            guard bytes.count <= Self.bodyLimit else { throw .tooLong }
            return false
        case .chunks: return try areChunksOver()
        }
    }

    private mutating func areChunksOver() throws(Fault) -> Bool {
        while true {
            guard let line = Self.line(in: bytes[taken...]) else {
                guard bytes.count - taken <= 1024 else { throw .chunk }
                return false
            }
            let digits = bytes[taken..<line.end].prefix { $0 != UInt8(ascii: ";") }
            let text = String(decoding: digits, as: UTF8.self)
            guard (1...7).contains(text.utf8.count), let size = Int(text, radix: 16), size >= 0,
                text.utf8.first != UInt8(ascii: "+"), text.utf8.first != UInt8(ascii: "-")
            else { throw .chunk }
            guard size > 0 else { return try areTrailersOver(from: line.next) }
            guard line.next + size <= Self.bodyLimit else { throw .tooLong }
            guard bytes.count >= line.next + size + 2 else { return false }
            guard bytes[line.next + size] == 13, bytes[line.next + size + 1] == 10 else {
                throw .chunk
            }
            taken = line.next + size + 2
        }
    }

    private mutating func areTrailersOver(from start: Int) throws(Fault) -> Bool {
        var at = start
        while let line = Self.line(in: bytes[at...]) {
            if line.end == at {
                if line.next < bytes.count { keepsConnection = false }
                return true
            }
            at = line.next
        }
        guard bytes.count - start <= Self.headLimit else { throw .chunk }
        return false
    }

    private mutating func read(head: ArraySlice<UInt8>) throws(Fault) {
        let lines = String(decoding: head, as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: true)
        guard let first = lines.first, first.hasPrefix("HTTP/1.") else { throw .head }
        let words = first.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].utf8.count == 3, let code = Int(words[1]), code >= 100
        else { throw .head }
        // A word on the way (100, 103): the answer itself is still to come.
        if code < 200 {
            guard code != 101 else { throw .head }
            return
        }
        var found: [String: String] = [:]
        for line in lines.dropFirst() {
            // A folded line says nothing that is read here.
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = line[..<colon].lowercased()
            let value = line[line.utf8.index(after: colon)...].trimmingSpaces
            if name == "content-length", let other = found[name], other != value { throw .length }
            found[name] = value
        }
        headers = found
        status = code
        ending = try Self.ending(code, found)
        let connection = found["connection"]?.lowercased() ?? ""
        if first.hasPrefix("HTTP/1.0") || connection.contains("close") { keepsConnection = false }
        if ending == .close { keepsConnection = false }
    }

    private static func ending(
        _ code: Int,
        _ headers: [String: String]
    ) throws(Fault) -> Ending {
        if code == 204 || code == 304 { return .length(0) }
        if let coding = headers["transfer-encoding"] {
            guard headers["content-length"] == nil else { throw .length }
            return coding.lowercased().hasSuffix("chunked") ? .chunks : .close
        }
        guard let text = headers["content-length"] else { return .close }
        guard let length = Int(text), length >= 0, text.utf8.first != UInt8(ascii: "+") else {
            throw .length
        }
        return .length(length)
    }

    /// Behind the empty line.
    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            for at in 3..<bytes.count
            where bytes[at] == 10 && bytes[at - 1] == 13 && bytes[at - 2] == 10
                && bytes[at - 3] == 13
            {
                return at + 1
            }
            return nil
        }
    }

    private static func line(in bytes: ArraySlice<UInt8>) -> (end: Int, next: Int)? {
        guard let feed = bytes.firstIndex(of: 10), feed > bytes.startIndex,
            bytes[feed - 1] == 13
        else { return nil }
        return (feed - 1, feed + 1)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var text = self
        while let first = text.utf8.first, first == 32 || first == 9 { text.removeFirst() }
        while let last = text.utf8.last, last == 32 || last == 9 { text.removeLast() }
        return String(text)
    }
}
