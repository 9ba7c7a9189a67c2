// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A wayline file as a dock fetches it.
public struct WaylineFile: Hashable, Sendable {
    /// Address that the dock can reach; made fresh each time.
    public var url: String
    /// MD5 of the file, hexadecimal: the `fingerprint`.
    public var md5: String

    /// A file by its address and digest.
    public init(url: String, md5: String) {
        self.url = url
        self.md5 = md5
    }
}
