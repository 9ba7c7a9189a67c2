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
