// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Which paths a server has, and with which methods: tells a wrong method from an unknown path.
struct RouteTable: Sendable {
    /// One route, `GET /v1/docks/{id}`.
    struct Row: Hashable, Sendable {
        var method: String
        /// Parts of the path between slashes; nil: any.
        var parts: [String?]
        /// As docs/api.md writes it.
        var text: String
    }

    let rows: [Row]

    init(_ router: Router<SiteContext>) {
        rows = router.routes.map { route in
            let names = route.path.description.split(separator: "/").map(String.init)
            // `{id}` stands for any part; Hummingbird's own word for it is `:id`.
            let shown = names.map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : $0 }
            return Row(
                method: route.method.rawValue,
                parts: shown.map { $0.hasPrefix("{") ? nil : $0 },
                text: "\(route.method.rawValue) /" + shown.joined(separator: "/")
            )
        }
    }

    /// The methods of a path in the order of their names; none: there is no such path.
    func methods(of path: String) -> [String] {
        let asked = path.split(separator: "/").map(String.init)
        let found = rows.filter { row in
            row.parts.count == asked.count
                && zip(row.parts, asked).allSatisfy { part, word in part == nil || part == word }
        }
        return Set(found.map(\.method)).sorted()
    }
}
