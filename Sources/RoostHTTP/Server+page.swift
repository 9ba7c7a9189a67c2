// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import RoostAPI

extension Server {
    /// Rows of one page; a listing goes on with `?after=` the last of them.
    static let pageSize = 200

    /// The place that a listing goes on behind; nil: from its beginning.
    ///
    /// - Throws: ``Refused`` when `?after=` is no id of that listing.
    static func place<ID>(_ request: Request, _ read: (String) -> ID?) throws -> ID? {
        guard let text = request.uri.queryParameters["after"].map(String.init) else { return nil }
        guard let id = read(text) else {
            throw Refused(
                400,
                "bad_request",
                en: "?after= takes the id that the page before ended with.",
                zh: "?after= 须为上一页最后一项的编号。"
            )
        }
        return id
    }

    /// The first page of what is left of a listing.
    static func page<Rows: Sequence, Item: Codable & Sendable>(
        _ rows: Rows,
        id: (Rows.Element) -> String,
        _ make: (Rows.Element) -> Item
    ) -> Page<Item> {
        // One more than fits tells whether there is another page.
        let found = Array(rows.prefix(pageSize + 1))
        let shown = found.prefix(pageSize)
        return Page(
            items: shown.map(make),
            next: found.count > pageSize ? shown.last.map(id) : nil
        )
    }
}
