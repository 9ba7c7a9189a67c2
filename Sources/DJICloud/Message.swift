// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import JSONText
public import RoostModel

/// One message of the protocol: the envelope read leniently, everything else kept (PROTOCOL § 3).
///
/// The members stay in the order and in the JSON kinds in which they came, so that a message decoded
/// and encoded again is the same. What we set ourselves is written strictly.
public struct Message: Hashable, Sendable, CustomStringConvertible {
    /// Longest payload that is read: 1 MiB.
    ///
    /// The largest documented messages are some kilobytes.
    public static let maximumSize = 1 << 20

    /// Longest `tid`, `bid`, `method` and `gateway` in bytes; real ones have some 40.
    ///
    /// The bound is ours: what is counted and echoed by these words must not grow.
    static let maximumWord = 256

    /// All members in their order.
    public private(set) var members: JSONObject

    /// A message of our own, with members in the usual order; absent ones are left out.
    public init(
        method: String? = nil,
        tid: String? = nil,
        bid: String? = nil,
        timestamp: Timestamp? = nil,
        data: JSONValue? = .object(JSONObject())
    ) {
        members = JSONObject()
        self.tid = tid
        self.bid = bid ?? tid
        self.timestamp = timestamp
        self.method = method
        self.data = data
    }

    /// Reads a payload.
    ///
    /// Throws `tooLarge`, `notJSON`, `noEnvelope`, or `wrongType` for a member of the envelope that no
    /// lenient reading covers.
    public init(payload: some Collection<UInt8>) throws(DJICloudError) {
        try self.init(whole: try Message.view(of: payload))
    }

    /// A payload as it stands there; throws as ``init(payload:)`` does.
    static func view(of payload: some Collection<UInt8>) throws(DJICloudError) -> JSONView {
        guard payload.count <= Message.maximumSize else {
            throw .tooLarge(limit: Message.maximumSize)
        }
        do {
            return try JSONReader(maximumSize: Message.maximumSize).view(payload)
        } catch {
            throw .notJSON(error)
        }
    }

    /// The message with everything in it.
    init(whole view: JSONView) throws(DJICloudError) {
        guard let object = view.value.object else {
            throw .wrongType(path: "$", expected: "an object")
        }
        try self.init(members: object)
    }

    /// The envelope alone: all members but the data.
    init(envelope view: JSONView) throws(DJICloudError) {
        guard view.isObject else { throw .wrongType(path: "$", expected: "an object") }
        var members: [JSONObject.Member] = []
        var hasData = false
        for (name, value) in view.members {
            if name.isText("data") {
                hasData = true
            } else if let name = name.string {
                members.append(JSONObject.Member(name: name, value: value.value))
            }
        }
        self.members = JSONObject(members: members)
        try check(hasData: hasData)
    }

    /// Takes an object that was read already; throws as ``init(payload:)`` does.
    public init(members: JSONObject) throws(DJICloudError) {
        self.members = members
        try check(hasData: members["data"] != nil)
    }

    private func check(hasData: Bool) throws(DJICloudError) {
        guard hasData || members.members.contains(where: { Message.marks.contains($0.name) }) else {
            throw .noEnvelope
        }
        for (name, text) in [("tid", tid), ("bid", bid), ("method", method), ("gateway", gateway)] {
            let isValid = text.map { $0.utf8.count <= Message.maximumWord } ?? false
            try check(name, isValid: isValid, expected: "a string of at most 256 bytes")
        }
        try check("timestamp", isValid: timestamp != nil, expected: "milliseconds")
        try check(
            "need_reply",
            isValid: members["need_reply"]?.lenientBool != nil,
            expected: "0 or 1"
        )
        try check("seq", isValid: seq != nil, expected: "a whole number")
    }

    /// The payload.
    public var payload: [UInt8] { JSONWriter().bytes(.object(members)) }

    /// Method and `tid`; the data may hold secrets and stays out of logs.
    public var description: String { "\(method ?? "-") tid=\(tid ?? "-")" }

    /// Any one of these makes an object an envelope; data does, too.
    private static let marks = ["tid", "bid", "method"]

    private func check(
        _ name: String,
        isValid: Bool,
        expected: String
    ) throws(DJICloudError) {
        guard !isValid, let value = members[name], !value.isNull else { return }
        throw .wrongType(path: "$.\(name)", expected: expected)
    }
}

extension Message {
    /// The id of one exchange; a reply repeats it.
    public var tid: String? {
        get { members["tid"]?.lenientString }
        set { members["tid"] = newValue.map(JSONValue.string) }
    }

    /// The id of one business process; a reply repeats it.
    public var bid: String? {
        get { members["bid"]?.lenientString }
        set { members["bid"] = newValue.map(JSONValue.string) }
    }

    /// The device's clock; also read from text.
    public var timestamp: Timestamp? {
        get {
            members["timestamp"]?.lenientInt.map { Timestamp(milliseconds: Int64($0)) }
        }
        set { members["timestamp"] = newValue.map { .int(Int($0.milliseconds)) } }
    }

    /// The method; absent on osd, state and property set.
    public var method: String? {
        get { members["method"]?.string }
        set { members["method"] = newValue.map(JSONValue.string) }
    }

    /// The dock's serial number as the body has it.
    ///
    /// Never an identity: that is the topic's.
    public var gateway: String? {
        get { members["gateway"]?.lenientString }
        set { members["gateway"] = newValue.map(JSONValue.string) }
    }

    /// Whether the sender wants an answer; absent means no (PROTOCOL § 4).
    public var needsReply: Bool {
        get { members["need_reply"]?.lenientBool ?? false }
        set { members["need_reply"] = .int(newValue ? 1 : 0) }
    }

    /// The sequence number beside the data, in live control only.
    public var seq: Int? {
        get { members["seq"]?.lenientInt }
        set { members["seq"] = newValue.map(JSONValue.int) }
    }

    /// The data as it came: any kind, or absent.
    public var data: JSONValue? {
        get { members["data"] }
        set { members["data"] = newValue }
    }

    /// The data as an object; empty for `""`, `null`, an array and when absent.
    public var dataObject: JSONObject { data?.object ?? JSONObject() }

    /// The result of a reply or of a progress event; 0 is success.
    public var result: Int? { dataObject["result"]?.lenientInt }

    /// What a reply carries: `data.output`, else `data.info`, else the data itself (PROTOCOL § 3).
    public var output: JSONValue? {
        let object = dataObject
        return object["output"] ?? object["info"] ?? data
    }

    /// The answer to this message: `tid`, `bid` and method repeated, `result` and what comes with it.
    public func reply(
        result: Int,
        output: JSONValue? = nil,
        at now: Timestamp
    ) -> Message {
        var data: JSONValue = ["result": .int(result)]
        if let output { data["output"] = output }
        return Message(method: method, tid: tid, bid: bid, timestamp: now, data: data)
    }
}

extension Message {
    /// The same message put together again from what was understood of it: the envelope from the
    /// typed members, each in the JSON kind in which it came, and the rest as it was kept.
    ///
    /// What the typed reading would lose, this loses: that is what a protocol check looks for.
    var rebuilt: Message {
        var copy = self
        for (name, value) in understood {
            guard let original = members[name], !original.isNull else { continue }
            copy.members[name] = value?.inKind(of: original)
        }
        return copy
    }

    private var understood: [(String, JSONValue?)] {
        [
            ("tid", tid.map(JSONValue.string)),
            ("bid", bid.map(JSONValue.string)),
            ("method", method.map(JSONValue.string)),
            ("gateway", gateway.map(JSONValue.string)),
            ("timestamp", timestamp.map { .int(Int($0.milliseconds)) }),
            ("need_reply", .int(needsReply ? 1 : 0)),
            ("seq", seq.map(JSONValue.int)),
        ]
    }
}

extension JSONValue {
    /// The same scalar in the JSON kind of another value: `1` as `"1"` or `true`.
    fileprivate func inKind(of other: JSONValue) -> JSONValue? {
        switch other {
        case .string: lenientString.map(JSONValue.string)
        case .number: lenientString.flatMap { JSONNumber(text: $0) }.map(JSONValue.number)
        case .bool: lenientBool.map(JSONValue.bool)
        case .null, .array, .object: self
        }
    }
}
