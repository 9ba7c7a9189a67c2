// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The data folder of a site (CONFIG, `DATA`): mode 0700, nothing in it is edited by hand.
public struct DataFolder: Sendable {
    /// Its path.
    public let url: URL

    /// The folder at a path.
    public init(_ path: String) { url = URL(filePath: path).standardizedFileURL }

    /// Journal, facts, effects and snapshots.
    public var store: URL { url.appending(path: "site.sqlite") }
    /// Evidence by SHA-256.
    public var vault: URL { url.appending(path: "vault") }
    /// Pictures that are not yet evidence.
    public var media: URL { url.appending(path: "media") }
    /// One file a secret, mode 0600.
    public var secrets: URL { url.appending(path: "secrets") }
    /// The embedded broker's generated files.
    public var broker: URL { url.appending(path: "broker") }
    /// The operators' socket.
    public var socket: URL { url.appending(path: "roost.sock") }

    /// Makes the folder and its parts, all with mode 0700.
    ///
    /// - Throws: ``DaemonError/folder(path:reason:)``.
    public func create() throws(DaemonError) {
        for folder in [url, vault, media, secrets, broker] {
            do {
                try FileManager.default.createDirectory(
                    at: folder,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o700],
                    ofItemAtPath: folder.path
                )
            } catch {
                throw .folder(path: folder.path, reason: Self.reason(folder, error))
            }
        }
    }

    /// In words why a folder cannot be made or used.
    private static func reason(_ folder: URL, _ error: any Error) -> String {
        let files = FileManager.default
        var place = folder.path
        while !files.fileExists(atPath: place), place != "/" {
            place = (place as NSString).deletingLastPathComponent
        }
        var isFolder: ObjCBool = false
        _ = files.fileExists(atPath: place, isDirectory: &isFolder)
        if !isFolder.boolValue { return "\(place) is a file" }
        if access(place, W_OK) != 0 {
            let words = String(cString: strerror(errno))
            return "this user may not write in \(place) (\(words)); give it to the user of roostd"
        }
        return error.localizedDescription
    }
}
