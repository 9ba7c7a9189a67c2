// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The MQTT broker: started by roostd, or already there.
public enum BrokerSettings: Codable, Equatable, Sendable {
    /// roostd starts mosquitto itself.
    case embedded(Embedded)
    /// A broker that is already there.
    case external(External)

    /// A broker of our own.
    public struct Embedded: Codable, Equatable, Sendable {
        /// Where docks reach it; port 0 is any free one.
        public var listen: ListenAddress
        /// Path of the PEM with the certificate's chain; nil: without TLS, on this machine only.
        public var certificate: String?
        /// Name of the secret with the private key.
        public var keySecret: String?
        /// The listener as docks see it, such as `mqtts://broker.example:8883`; nil: docks are on this
        /// machine only.
        public var url: String?

        /// A broker from its parts.
        public init(
            listen: ListenAddress,
            certificate: String? = nil,
            keySecret: String? = nil
        ) {
            self.listen = listen
            self.certificate = certificate
            self.keySecret = keySecret
        }
    }

    /// Someone else's broker.
    public struct External: Codable, Equatable, Sendable {
        /// Name or address, and port.
        public var address: ListenAddress
        /// roostd's own user.
        public var user: String
        /// Name of the secret with its password.
        public var secret: String
        /// Whether the connection is encrypted.
        public var isEncrypted: Bool
        /// Path of the PEM of the authority; nil: the system's.
        public var authority: String?
        /// Path of the PEM with roostd's own certificate, if the broker asks for one.
        public var certificate: String?
        /// Name of the secret with that certificate's key.
        public var keySecret: String?

        /// A broker from its parts.
        public init(
            address: ListenAddress,
            user: String,
            secret: String,
            isEncrypted: Bool = true,
            authority: String? = nil
        ) {
            self.address = address
            self.user = user
            self.secret = secret
            self.isEncrypted = isEncrypted
            self.authority = authority
        }
    }
}
