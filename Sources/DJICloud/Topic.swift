// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One MQTT topic of the protocol: whose it is and of what kind.
///
/// The serial number in the topic is the identity, because the broker's access list guards it; the
/// member `gateway` of a body proves nothing (PROTOCOL § 2).
public struct Topic: Hashable, Sendable, CustomStringConvertible {
    /// The kind.
    public let kind: TopicKind
    /// The serial number: the dock's, but for osd and state also the aircraft's.
    public let serial: String

    /// The topic of a device.
    public init(_ kind: TopicKind, serial: String) {
        self.kind = kind
        self.serial = serial
    }

    /// Reads a topic's text; throws `unknownTopic` for any other text.
    public init(parsing text: String) throws(DJICloudError) {
        // By bytes: this runs for each message that comes.
        let slashes = text.utf8.indices.lazy.filter { text.utf8[$0] == UInt8(ascii: "/") }
        var found = slashes.makeIterator()
        guard found.next() != nil, let second = found.next(), let third = found.next() else {
            throw .unknownTopic(text)
        }
        let serial = text[text.utf8.index(after: second)..<third]
        let kind = TopicKind.bySuffix[text[text.utf8.index(after: third)...]]
        guard let kind, kind.prefix == text[...second], Topic.isSerial(serial) else {
            throw .unknownTopic(text)
        }
        self.init(kind, serial: String(serial))
    }

    /// The topic as it is on the wire.
    public var text: String { "\(kind.prefix)\(serial)/\(kind.suffix)" }

    /// The topic as it is on the wire.
    public var description: String { text }

    /// The topic on which a message on this one is answered; nil when never.
    public var reply: Topic? { kind.reply.map { Topic($0, serial: serial) } }

    /// Printable ASCII, no wildcard, at most 64 bytes: real ones have 14 to 20.
    static func isSerial(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "#")
                    && byte != UInt8(ascii: "/")
            }
    }
}
