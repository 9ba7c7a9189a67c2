// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// Asks and answers on one kept connection, one at a time, behind NIO's own coder of HTTP/1.1; head and body leave
/// in one flush.
///
/// A class because it is the last handler of a channel; it lives on the channel's event loop.
final class KeptExchange: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Question
    typealias OutboundOut = HTTPClientRequestPart

    /// A request, who waits for its answer, and for how long.
    struct Question: Sendable {
        var head: HTTPRequestHead
        var body: ByteBuffer
        var limit: TimeAmount
        var answer: EventLoopPromise<Answer>
    }

    /// What came back.
    struct Answer: Sendable {
        var status: Int
        /// Names in lower case; of repeated ones the last.
        var headers: [String: String]
        /// Whether the connection is good for another request.
        var isKept: Bool
    }

    /// Why nothing came back.
    enum Failure: Error {
        /// The connection ended before an answer: it may have ended before the request came.
        case closed
        /// What came is no answer.
        case broken(String)
        /// The time was up.
        case late
    }

    /// So much of a body is passed over before the connection is given up.
    static let bodyLimit = 1 << 20

    private var head: HTTPResponseHead?
    private var bodyLength = 0
    private var waiting: EventLoopPromise<Answer>?
    private var alarm: Scheduled<Void>?

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let question = unwrapOutboundIn(data)
        guard waiting == nil, context.channel.isActive else {
            question.answer.fail(Failure.closed)
            promise?.fail(Failure.closed)
            return
        }
        waiting = question.answer
        (head, bodyLength) = (nil, 0)
        let channel = context.channel
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: question.limit) { [weak self] in
            self?.end(.failure(Failure.late))
            channel.close(promise: nil)
        }
        context.write(wrapOutboundOut(.head(question.head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(question.body))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Nothing was asked: what is said then belongs to nobody.
        guard waiting != nil else { return context.close(promise: nil) }
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let part):
            bodyLength += part.readableBytes
            guard bodyLength > Self.bodyLimit else { return }
            finish(isKept: false)
            context.close(promise: nil)
        case .end:
            let isKept = head?.isKeepAlive == true && context.channel.isActive
            finish(isKept: isKept)
            if !isKept { context.close(promise: nil) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(isKept: false)
        end(.failure(Failure.closed))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(isKept: false)
        // A connection that is reset is one that ended; only what came and is no answer broke.
        let kind = String(describing: Swift.type(of: error))
        end(.failure(error is HTTPParserError ? Failure.broken(kind) : Failure.closed))
        context.close(promise: nil)
    }

    /// A status that was said stands, whatever happens to the body.
    private func finish(isKept: Bool) {
        guard let head else { return }
        var headers: [String: String] = [:]
        for (name, value) in head.headers { headers[name.lowercased()] = value }
        let answer = Answer(status: Int(head.status.code), headers: headers, isKept: isKept)
        end(.success(answer))
    }

    private func end(_ result: Result<Answer, any Error>) {
        alarm?.cancel()
        alarm = nil
        let promise = waiting
        waiting = nil
        promise?.completeWith(result)
    }
}
