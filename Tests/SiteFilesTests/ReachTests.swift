// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteFiles
import Testing

@Suite("What docks of a real site cannot reach is a warning")
struct ReachTests {
    private static let url = #"url: "http://127.0.0.1:8471""#

    /// Warnings of the example as a real site.
    private func warnings(_ edits: [(String, String)], isSimulated: Bool = false) throws -> [String]
    {
        let folder = try SiteFolder()
        defer { folder.remove() }
        if !isSimulated { try folder.edit("site.yaml", "simulated: true", "simulated: false") }
        for edit in edits { try folder.edit("site.yaml", edit.0, edit.1) }
        // Rules of the example that only a simulated site may have.
        let rules = try folder.text("rules.yaml").replacing("review: auto", with: "review: human")
        try rules.write(toFile: "\(folder.path)/rules.yaml", atomically: true, encoding: .utf8)
        return try folder.load().warnings.filter {
            $0.field.hasPrefix("broker") || $0.field.hasPrefix("http")
        }.map { $0.description.replacing("\(folder.path)/", with: "") }
    }

    @Test("loopback addresses and port 0 are told with file, line and field")
    func told() throws {
        let all = try warnings([])
        #expect(all.count == 2)
        #expect(
            all.contains { $0.hasPrefix("site.yaml:32: broker.embedded.listen: is 127.0.0.1:0") }
        )
        #expect(
            all.contains {
                $0.hasPrefix("site.yaml:38: http.docks.url: is http://127.0.0.1:8471, ")
            }
        )
        let port = try warnings([
            (
                "listen: 127.0.0.1:8471, " + Self.url,
                #"listen: 0.0.0.0:0, url: "http://10.0.0.1:80""#
            )
        ])
        #expect(port.contains { $0.contains("http.docks.listen: is 0.0.0.0:0: port 0") })
    }

    @Test("an address of the network is none, and a simulated site has none")
    func quiet() throws {
        let site = try warnings([(Self.url, #"url: "http://10.0.0.1:8471""#)])
        #expect(!site.contains { $0.contains("http.docks") })
        #expect(try warnings([], isSimulated: true) == [])
    }
}
