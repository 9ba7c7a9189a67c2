// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import JSONText

/// Documents that inputs are made from, read in place from a checkout.
public struct Corpus: Sendable {
    /// One document.
    public struct Document: Sendable {
        /// Its path below the folder that it was found in.
        public let path: String
        /// Its bytes.
        public let bytes: [UInt8]

        /// A document of one's own making.
        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }

        /// Its value, when it is JSON.
        public var value: JSONValue? { try? JSONReader(duplicates: .keep).read(bytes) }

        /// The name of the folder that it lies in.
        public var folder: String {
            let parts = path.split(separator: "/")
            return parts.count < 2 ? "" : String(parts[parts.count - 2])
        }
    }

    /// The checkout.
    public let root: URL

    /// The documents of a checkout.
    public init(root: URL) { self.root = root.standardizedFileURL }

    /// Every file below a folder of the checkout whose name ends so, by path; none when it is not
    /// there.
    public func documents(in folder: String, ending: String) -> [Document] {
        let base = root.appending(path: folder)
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: base.path)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted().compactMap { name in
            guard let bytes = FileManager.default.contents(atPath: base.appending(path: name).path)
            else { return nil }
            return Document(path: name, bytes: Array(bytes))
        }
    }

    /// Recorded messages of docks: our own, and the reference examples where they lie beside the
    /// checkout.
    public var messages: [Document] {
        documents(in: "Tests/DJICloudTests/Fixtures", ending: ".json")
            + documents(in: "../shared/dji-cloud-api/examples", ending: ".json")
    }

    /// The inputs of a surface that once ended the process or broke a promise.
    public func regressions(of surface: String) -> [Document] {
        documents(in: "Tests/FuzzTests/Fixtures/\(surface)", ending: "")
            .filter { !$0.bytes.isEmpty }
    }
}
