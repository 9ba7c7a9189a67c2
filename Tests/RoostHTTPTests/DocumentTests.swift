// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Testing

@testable import RoostHTTP

@Suite("docs/api.md")
struct DocumentTests {
    static let page = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/api.md")

    @Test("has every route of the server, and none that is not there")
    func routes() throws {
        let server = Server(door: try ServerTests.Desk().door, logger: Logger(label: "test"))
        let served = Set(RouteTable(server.unguardedRoutes()).rows.map(\.text))
        #expect(served.count > 60)
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let pattern = /^\| `((?:GET|POST|PUT|DELETE|PATCH) \/[^`? ]*)/
        let told = text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: pattern).map { String($0.1) }
        }
        #expect(Set(told).count == told.count, "a route is there twice")
        #expect(served.subtracting(told).sorted() == [], "not in the document")
        #expect(Set(told).subtracting(served).sorted() == [], "not in the server")
        for path in KnownQuery.names.keys { #expect(served.contains("GET \(path)")) }
    }
}
