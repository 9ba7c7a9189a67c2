// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText
import RoostModel

/// What a receiver of web hooks got: one line each in a file, and which ids it knows.
///
/// An actor: it owns the file. An earlier file of the same name is read first, so that ids are known
/// over a restart of the receiver.
public actor CatchBook {
    /// Ids that are known at most; then the oldest are forgotten.
    static let memory = 200_000

    /// Requests so far, those of an earlier file not counted.
    public private(set) var received = 0
    /// Ids accepted for the first time.
    public private(set) var distinct = 0
    /// Requests whose signature or form is wrong.
    public private(set) var invalid = 0

    private let file: FileHandle
    private let path: String
    private let signature: WebhookSignature
    private var failuresLeft: Int
    private var known: Set<String> = []
    private var order: [String] = []

    init(path: String, signature: WebhookSignature, failures: Int) throws(SimHostError) {
        let earlier = FileManager.default.contents(atPath: path) ?? Data()
        let isThere =
            !earlier.isEmpty || FileManager.default.createFile(atPath: path, contents: nil)
        guard isThere, let file = FileHandle(forWritingAtPath: path) else {
            throw .file(path: path, reason: "cannot be written")
        }
        do { try file.seekToEnd() } catch {
            throw .file(path: path, reason: "cannot be appended to")
        }
        self.file = file
        self.path = path
        self.signature = signature
        failuresLeft = failures
        for line in earlier.split(separator: UInt8(ascii: "\n")) {
            guard let entry = try? JSONReader().read(line), entry["is_new"]?.bool == true,
                let id = entry["id"]?.string, known.insert(id).inserted
            else { continue }
            order.append(id)
        }
    }

    /// The last line of a run.
    public var totals: String {
        "received \(received), distinct \(distinct), invalid \(invalid)"
    }

    /// Takes one request and says how to answer: 200, 401 for a wrong signature, 503 on purpose.
    ///
    /// - Parameter request: it.
    /// - Returns: the HTTP status.
    /// - Throws: ``SimHostError/file(path:reason:)``; then it was not taken.
    func take(_ request: CaughtRequest) throws(SimHostError) -> Int {
        let now = Date().timeIntervalSince1970
        let isValid = signature.isValid(request, unixNow: Int(now))
        let isRefused = isValid && failuresLeft > 0
        let id = request.id ?? ""
        let isNew = isValid && !isRefused && !known.contains(id)
        let status = isValid ? isRefused ? 503 : 200 : 401
        let body = try? JSONReader().read(request.body)
        let line: JSONValue = [
            "at": .string(Timestamp(milliseconds: Int64(now * 1000)).description),
            "id": .string(String(id.prefix(256))), "is_new": .bool(isNew),
            "valid": .bool(isValid),
            "type": (body?["type"]?.string).map { .string(String($0.prefix(128))) } ?? .null,
            "status": .int(status),
        ]
        do {
            try file.write(contentsOf: Data(JSONWriter().bytes(line) + [UInt8(ascii: "\n")]))
        } catch {
            throw .file(path: path, reason: "cannot be appended to")
        }
        received += 1
        if !isValid { invalid += 1 }
        if isRefused { failuresLeft -= 1 }
        if isNew { remember(id) }
        return status
    }

    private func remember(_ id: String) {
        distinct += 1
        known.insert(id)
        order.append(id)
        guard order.count > Self.memory else { return }
        for old in order.prefix(Self.memory / 10) { known.remove(old) }
        order.removeFirst(Self.memory / 10)
    }
}
