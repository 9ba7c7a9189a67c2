// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import RoostAPI

extension Server {
    /// Rows of one page unless `?limit=` says fewer or more; a listing goes on with `?after=` the last of them.
    static let pageSize = 200
    /// Most rows of one page.
    static let pageLimit = 1000

    /// The place that a listing goes on behind; nil: from its beginning.
    ///
    /// - Throws: ``Refused`` when `?after=` is no id of that listing.
    static func place<ID>(_ request: Request, _ read: (String) -> ID?) throws -> ID? {
        try value(
            "after",
            of: request,
            read,
            "the id that the page before ended with",
            "上一页最后一项的编号"
        )
    }

    /// A query parameter as what it stands for; nil: it is absent.
    ///
    /// One that cannot be read is never passed over: a filter that nobody applies would answer with rows that
    /// were not asked for.
    ///
    /// - Throws: ``Refused`` when it stands for nothing, with what it takes.
    static func value<Value>(
        _ name: String,
        of request: Request,
        _ read: (String) -> Value?,
        _ en: String,
        _ zh: String
    ) throws -> Value? {
        guard let text = request.uri.queryParameters[Substring(name)].map(String.init) else {
            return nil
        }
        guard let value = read(text) else {
            throw Refused(
                400,
                "bad_request",
                en: "?\(name)= takes \(en).",
                zh: "?\(name)= 须为\(zh)。"
            )
        }
        return value
    }

    /// How many rows a page is to have.
    ///
    /// - Throws: ``Refused`` when `?limit=` is no number from 1 to ``pageLimit``.
    static func limit(_ request: Request) throws -> Int {
        try value(
            "limit",
            of: request,
            { text in Int(text).flatMap { (1...pageLimit).contains($0) ? $0 : nil } },
            "a number from 1 to \(pageLimit)",
            " 1 至 \(pageLimit) 的整数"
        ) ?? pageSize
    }

    /// The first page of what is left of a listing.
    static func page<Rows: Sequence, Item: Codable & Sendable>(
        _ rows: Rows,
        limit: Int = pageSize,
        id: (Rows.Element) -> String,
        _ make: (Rows.Element) -> Item
    ) -> Page<Item> {
        // One more than fits tells whether there is another page.
        let found = Array(rows.prefix(limit + 1))
        let shown = found.prefix(limit)
        return Page(items: shown.map(make), next: found.count > limit ? shown.last.map(id) : nil)
    }
}
