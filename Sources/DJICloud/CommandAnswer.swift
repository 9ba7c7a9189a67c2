// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import JSONText
public import RoostModel

/// A dock's answer to a command or to a property that we set.
public struct CommandAnswer: Hashable, Sendable {
    /// What makes an exchange: a reply is matched by these three (PROTOCOL § 4).
    public struct Key: Hashable, Sendable {
        /// The dock's serial number.
        public let serial: String
        /// The method; nil for `property/set`, which has none.
        public let method: String?
        /// The exchange's id.
        public let tid: String

        /// A key from its parts.
        public init(serial: String, method: String?, tid: String) {
            self.serial = serial
            self.method = method
            self.tid = tid
        }
    }

    /// The dock.
    public let dock: DockID
    /// What it is matched by.
    public let key: Key
    /// The business process's id as it came: a wrong one is only counted.
    public let bid: String?
    /// When we received it.
    public let receivedAt: Timestamp
    /// 0 is success; other numbers are the vendor's.
    public let result: Int
    /// The status word beside the result, where there is one.
    public let status: String?
    /// What the reply carries, wherever it stood.
    public let output: JSONValue?

    /// What the result means, for people; nil when the command was accepted.
    ///
    /// The small numbers of a property's answer have meanings of their own (PROTOCOL § 8).
    public var problem: Bilingual? {
        switch result {
        case 0: nil
        case 1 where key.method == nil:
            Bilingual(en: "1: the property was not set", zh: "1：属性未设置成功")
        case 2 where key.method == nil:
            Bilingual(en: "2: setting the property timed out", zh: "2：属性设置超时")
        default: ErrorCode.text(of: result)
        }
    }

    /// The answer in the core's words.
    public var reply: Reply { Reply(result: result, status: status, meaning: problem) }
}
