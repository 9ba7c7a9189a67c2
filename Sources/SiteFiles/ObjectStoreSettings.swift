// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The object store that docks upload pictures to (PROTOCOL § 16): S3 or one that speaks like it.
///
/// Docks are handed this key as it is; it must reach nothing but the prefix.
public struct ObjectStoreSettings: Codable, Equatable, Sendable {
    /// The kinds that docks know.
    public enum Provider: String, Codable, CaseIterable, Sendable {
        /// Alibaba Cloud OSS.
        case ali
        /// Amazon S3.
        case aws
        /// MinIO and others with path-style addresses.
        case minio
    }

    /// Which kind.
    public var provider: Provider
    /// Address as docks reach it: http(s)://host:port.
    public var endpoint: String
    /// Bucket.
    public var bucket: String
    /// Region; many stores want any word.
    public var region: String
    /// Prefix of all keys, without a slash at its end.
    public var prefix: String
    /// Identifier of the key.
    public var keyID: String
    /// Name of the secret with the key.
    public var keySecret: String
    /// Name of the secret with a session token; nil: a key without one.
    public var tokenSecret: String?
}
