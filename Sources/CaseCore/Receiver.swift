// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Who is told (CONFIG `receivers.yaml`); secrets by name, never by value.
public struct Receiver: Codable, Equatable, Sendable {
    /// How a receiver is reached; `Notify` has one file a kind.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Signed web hook (Standard Webhooks).
        case webhook
        /// A line in the daemon's log.
        case log
        /// A group robot of WeCom.
        case wecom
        /// A group robot of DingTalk.
        case dingtalk
        /// A group robot of Feishu or Lark.
        case feishu
        /// An incoming webhook of Slack.
        case slack
        /// A topic of an ntfy server.
        case ntfy
        /// Mail to one address.
        case email
        /// Subscribers of the site's own broker.
        case mqtt

        /// Whether a repeated id is recognised there, so that a try of unknown outcome may be repeated
        /// (RECEIVERS, table).
        public var isIdempotent: Bool {
            switch self {
            case .webhook, .log, .email, .mqtt: true
            case .wecom, .dingtalk, .feishu, .slack, .ntfy: false
            }
        }

        /// Whether people read its messages.
        ///
        /// Several notices may be one message there, and who does not acknowledge is reminded; a program has a
        /// notice when it has taken it.
        public var isRead: Bool {
            switch self {
            case .wecom, .dingtalk, .feishu, .slack, .ntfy, .email: true
            case .webhook, .mqtt, .log: false
            }
        }
    }

    /// What happens when nobody can tell whether the receiver has a notice (PIPELINE § 8, S33).
    public enum OnUnknown: String, Codable, CaseIterable, Sendable {
        /// A person decides.
        case ask
        /// It is sent once more: at most one duplicate.
        case resend
    }

    /// How fast messages may go there.
    public struct Pace: Codable, Equatable, Sendable {
        /// At once.
        public var burst: Int
        /// A minute, when they keep coming.
        public var perMinute: Int

        /// A pace from its parts.
        public init(burst: Int, perMinute: Int) {
            self.burst = burst
            self.perMinute = perMinute
        }
    }

    /// Where mail goes.
    public struct Mail: Codable, Equatable, Sendable {
        /// Name of the submission server.
        public var host: String
        /// 587 with STARTTLS, 465 with TLS from the first byte.
        public var port: Int
        /// The sender's address.
        public var from: String
        /// The reader's address.
        public var to: String
        /// Login; nil: none.
        public var user: String?
        /// File of the authorities that vouch for the server; nil: the system's.
        public var authority: String?

        /// A route of mail without login.
        public init(host: String, port: Int, from: String, to: String) {
            self.host = host
            self.port = port
            self.from = from
            self.to = to
        }
    }

    /// What a plate looks like at the receiver.
    public enum Plates: String, Codable, CaseIterable, Sendable {
        /// `测B8***1`.
        case masked
        /// As read.
        case full
    }

    /// The operator's word.
    public var id: ReceiverID
    /// How it is reached.
    public var kind: Kind
    /// Where, for kinds that have an address.
    public var url: String?
    /// Name of its secret.
    public var secret: String?
    /// Language of texts: `zh` or `en`.
    public var language: String
    /// What plates look like.
    public var plates: Plates
    /// Whether a private address is allowed (PIPELINE § 8, SSRF).
    public var allowsPrivateAddress: Bool
    /// What an unknown outcome leads to.
    public var onUnknown: OnUnknown = .ask
    /// Messages at once and a minute, where the receiver takes more or less than its kind usually does.
    public var pace: Pace?
    /// A word that the robot demands in every message.
    public var keyword: String?
    /// Who is called by name in every message.
    public var mentions: [String] = []
    /// The topic, for kinds that have one.
    public var topic: String?
    /// The mail's way, for mail.
    public var mail: Mail?
    /// Hours in which it is left in peace; nil: none.
    public var mute: Mute?
    /// Mustache text of the lines that tell a notice; nil: the language's own.
    public var template: String?

    /// A receiver from its parts.
    public init(
        id: ReceiverID,
        kind: Kind,
        url: String? = nil,
        secret: String? = nil,
        language: String = "zh",
        plates: Plates = .masked,
        allowsPrivateAddress: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.url = url
        self.secret = secret
        self.language = language
        self.plates = plates
        self.allowsPrivateAddress = allowsPrivateAddress
    }
}
