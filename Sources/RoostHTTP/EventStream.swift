// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPI
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore
import Synchronization

/// Server-sent events: facts as they are committed, from `Last-Event-ID` on, else from now.
///
/// Memory is bounded by one page of facts a stream, and streams by ``StreamCount/limit``.
struct EventStream: Sendable {
    /// A line without meaning goes this often, so that both ends notice a dead connection.
    private static let beat = Duration.seconds(15)

    private enum Look { case facts, beat }

    private let door: SiteDoor

    init(_ door: SiteDoor) { self.door = door }

    /// - Throws: ``Refused`` with 503 when too many streams are open, with 400 when the place is no number.
    func response(to request: Request, _ streams: StreamCount) throws -> Response {
        let from = try place(in: request)
        guard let place = streams.enter() else {
            throw Refused(
                503,
                "busy",
                en: "Too many event streams are open; close one or come again.",
                zh: "事件流过多，请关闭后重试。"
            )
        }
        let body = ResponseBody { writer in
            defer { withExtendedLifetime(place) {} }
            // The body is written outside the handlers' guard, and reads the store.
            try await withTaskExecutorPreference(DiskExecutor.shared) {
                try await write(from: from, &writer)
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: body
        )
    }

    /// The fact that a reader saw last, by its header or `?after=`; nil: it begins now.
    private func place(in request: Request) throws -> Int? {
        let name = "Last-Event-ID"
        guard let text = HTTPField.Name(name).flatMap({ request.headers[$0] }) else {
            return try Server.value("after", of: request, { Int($0) }, "the id of an event", "事件编号")
        }
        guard let place = Int(text) else {
            throw Refused(
                400,
                "bad_request",
                en: "\(name) takes the id of an event, which is a number.",
                zh: "\(name) 须为事件编号（整数）。"
            )
        }
        return place
    }

    private func write(from start: Int?, _ writer: inout any ResponseBodyWriter) async throws {
        var last = try start ?? newest()
        try await writer.write(ByteBuffer(string: ": roost\n\n"))
        let signals = door.factSignals().cancelOnGracefulShutdown()
        last = try await write(after: last, &writer)
        let (looks, look) = AsyncStream.makeStream(
            of: Look.self,
            bufferingPolicy: .bufferingNewest(2)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in signals { look.yield(.facts) }
                look.finish()
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: Self.beat)
                    look.yield(.beat)
                }
            }
            for await what in looks {
                switch what {
                case .facts: last = try await write(after: last, &writer)
                case .beat:
                    try await writer.write(ByteBuffer(string: ": beat\n\n"))
                    // Beats that a slow reader kept waiting have pushed a signal out.
                    last = try await write(after: last, &writer)
                }
            }
            group.cancelAll()
        }
    }

    private func newest() throws -> Int {
        var query = FactQuery(limit: 1)
        query.newestFirst = true
        return try door.facts(query).first?.sequence ?? 0
    }

    /// Writes all facts behind a place, page by page, and returns the last place.
    private func write(
        after start: Int,
        _ writer: inout any ResponseBodyWriter
    ) async throws -> Int {
        var last = start
        let calendar = door.site().configuration?.fleet.calendar
        while true {
            let records = try door.facts(FactQuery(after: last, limit: 500))
            guard let end = records.last?.sequence else { return last }
            var text = ""
            for record in records {
                let event = EventResource(record, calendar: calendar)
                let data = String(decoding: try RoostJSON.encoder().encode(event), as: UTF8.self)
                text += "id: \(record.sequence)\nevent: \(event.code)\ndata: \(data)\n\n"
            }
            try await writer.write(ByteBuffer(string: text))
            last = end
        }
    }
}

/// How many event streams are open, which is bounded.
///
/// A class because the streams of one server share it.
final class StreamCount: Sendable {
    /// Consoles, scripts and watchers of one district, with room.
    static let limit = 64

    /// A stream's place, given back with the stream: the response may be let go before a byte of it leaves.
    final class Place: Sendable {
        private let count: StreamCount

        fileprivate init(_ count: StreamCount) { self.count = count }

        deinit { count.open.withLock { $0 -= 1 } }
    }

    private let open = Mutex(0)

    /// A place for another stream; nil: there is none.
    func enter() -> Place? {
        let hasRoom = open.withLock { open in
            guard open < Self.limit else { return false }
            open += 1
            return true
        }
        return hasRoom ? Place(self) : nil
    }
}
