// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostModel
import Synchronization

@testable import Notify

/// A receiver of ours on this machine: answers as it is told and keeps what it got.
final class ReceiverServer: Sendable {
    /// One request as it came.
    struct Received: Sendable {
        var path: String
        var query: [String: String]
        var headers: [String: String]
        var body: [UInt8]

        var json: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:]
        }

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What it answers.
    struct Answer: Sendable {
        var status = 200
        var body = ""
        var headers: [String: String] = [:]
    }

    private let kept = Mutex<[Received]>([])

    var received: [Received] { kept.withLock { $0 } }

    /// Runs while `work` does; it gets the port.
    func run(_ answer: Answer, _ work: (Int) async throws -> Void) async throws {
        let router = Router()
        let handler: @Sendable (Request, BasicRequestContext) async throws -> Response = {
            [self] request, _ in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            var query: [String: String] = [:]
            for (key, value) in request.uri.queryParameters {
                query[String(key)] = String(value)
            }
            let one = Received(
                path: request.uri.path,
                query: query,
                headers: headers,
                body: Array(buffer.readableBytesView)
            )
            kept.withLock { $0.append(one) }
            var response = Response(
                status: .init(code: answer.status),
                body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
            )
            for (name, value) in answer.headers {
                if let name = HTTPField.Name(name) { response.headers[name] = value }
            }
            return response
        }
        for path in ["/", "**"] as [RouterPath] { router.post(path, use: handler) }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let server = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            for await port in ports {
                try await work(port)
                break
            }
            group.cancelAll()
            while let end = await group.nextResult() {
                if case .failure(let error) = end, !(error is CancellationError) { throw error }
            }
        }
    }
}

/// How a delivery ended, in a word that tables of tests can hold.
enum Ending: Equatable, CustomStringConvertible {
    case delivered
    case transient(after: Int?)
    case permanent, disabled, unknown

    init(_ send: () async throws(DeliveryError) -> Void) async {
        do throws(DeliveryError) {
            try await send()
            self = .delivered
        } catch {
            switch error {
            case .transient(_, let after, _): self = .transient(after: after?.wholeSeconds)
            case .permanent: self = .permanent
            case .disabled: self = .disabled
            case .unknown: self = .unknown
            }
        }
    }

    var description: String {
        switch self {
        case .delivered: "delivered"
        case .transient(let after): "transient \(after.map(String.init) ?? "")"
        case .permanent: "permanent"
        case .disabled: "disabled"
        case .unknown: "unknown"
        }
    }
}

extension NoticeStyle {
    static let masked = NoticeStyle(language: .zh, plates: .masked)

    /// With a link.
    static var linked: NoticeStyle {
        var style = masked
        style.link = { "https://roost.example/n/\($0.id)/sig" }
        return style
    }
}

extension DeliveryID {
    static let sample = Delivery(notice: .sample, receiver: "duty").id
}
