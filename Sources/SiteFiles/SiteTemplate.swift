// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What `roostd init DIR` writes: a site of one dock, one route and one rule, commented, to be filled in.
public enum SiteTemplate {
    /// Why the template was not written.
    public enum WriteError: Error, Equatable, CustomStringConvertible {
        /// A file of the template is there already; nothing was written.
        case exists(String)
        /// A file could not be written.
        case failed(String)

        /// What happened, and what to do.
        public var description: String {
            switch self {
            case .exists(let path): "\(path) exists; name a new folder, nothing was written"
            case .failed(let path): "\(path) cannot be written"
            }
        }
    }

    /// The files by name, in the order in which a person fills them in.
    public static let files: [(name: String, text: String)] = [
        ("site.yaml", siteText), ("areas.geojson", areasText), ("docks.yaml", docksText),
        ("routes.geojson", routesText), ("patrols.yaml", patrolsText), ("rules.yaml", rulesText),
        ("receivers.yaml", receiversText), ("speech.yaml", speechText),
    ]

    /// Writes the files into a folder, which is made when missing; never writes over a file.
    ///
    /// - Parameter folder: the new site's folder; its last part should be the site's id.
    /// - Throws: when a file is there already, or cannot be written.
    public static func write(to folder: String) throws(WriteError) {
        for file in files where FileManager.default.fileExists(atPath: "\(folder)/\(file.name)") {
            throw .exists("\(folder)/\(file.name)")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw .failed(folder)
        }
        for file in files {
            let path = "\(folder)/\(file.name)"
            guard FileManager.default.createFile(atPath: path, contents: Data(file.text.utf8))
            else { throw .failed(path) }
        }
    }
}
