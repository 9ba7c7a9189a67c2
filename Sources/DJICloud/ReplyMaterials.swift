// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What answers need besides themselves: the performer fills it in by name at the last moment.
///
/// It holds secrets, and therefore describes itself without them and is not `Codable`.
public struct ReplyMaterials: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The application of the operator at the vendor's developer site, and a time server.
    public struct Configuration: Sendable {
        /// Identifier; sent as text (PROTOCOL § 6).
        public var applicationID: String
        /// Key: secret.
        public var applicationKey: String
        /// Licence: secret.
        public var licence: String
        /// Without a time server a site that is offline cannot fly (PROTOCOL § 5).
        public var timeServer: String
        /// 123 unless told otherwise.
        public var timeServerPort: Int

        /// A configuration from its parts.
        public init(
            applicationID: String,
            applicationKey: String,
            licence: String,
            timeServer: String,
            timeServerPort: Int = 123
        ) {
            self.applicationID = applicationID
            self.applicationKey = applicationKey
            self.licence = licence
            self.timeServer = timeServer
            self.timeServerPort = timeServerPort
        }
    }

    /// The organisation that docks are bound to.
    public struct Organization: Sendable {
        /// Identifier that the technician types.
        public var id: String
        /// Name that the technician sees.
        public var name: String

        /// An organisation from its parts.
        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// Where docks put pictures, with temporary keys (PROTOCOL § 16).
    public struct Storage: Sendable {
        /// Bucket.
        public var bucket: String
        /// Address that the dock can reach.
        public var endpoint: String
        /// Region.
        public var region: String
        /// `ali`, `aws` or `minio`.
        public var provider: String
        /// Prefix of all keys.
        public var prefix: String
        /// Key identifier.
        public var accessKeyID: String
        /// Key: secret.
        public var accessKeySecret: String
        /// Session token: secret.
        public var securityToken: String
        /// Seconds that remain, not a point in time.
        public var expireSeconds: Int

        /// A storage without keys; set them after.
        public init(bucket: String, endpoint: String, region: String, provider: String) {
            self.bucket = bucket
            self.endpoint = endpoint
            self.region = region
            self.provider = provider
            prefix = ""
            accessKeyID = ""
            accessKeySecret = ""
            securityToken = ""
            expireSeconds = 3600
        }
    }

    /// For `config`.
    public var configuration: Configuration?
    /// For binding.
    public var organization: Organization?
    /// Names of devices by serial number, for binding.
    public var callsigns: [String: String] = [:]
    /// For `flighttask_resource_get`: a fresh address of the same file.
    public var waylineFile: WaylineFile?
    /// For `flight_areas_get`: a fresh address of the file of flight areas.
    public var flightAreaURL: String?
    /// For `storage_config_get`.
    public var storage: Storage?

    /// No materials.
    public init() {}

    /// Which parts there are, without any content.
    public var description: String {
        let parts = [
            configuration.map { _ in "configuration" }, organization.map { _ in "organization" },
            waylineFile.map { _ in "wayline" }, flightAreaURL.map { _ in "flight areas" },
            storage.map { _ in "storage" },
        ]
        return "ReplyMaterials(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    /// The same as ``description``.
    public var debugDescription: String { description }
}
