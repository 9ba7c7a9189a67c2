// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Asks and answers on one kept connection, one at a time: a request leaves in one write.
///
/// A class because it is the last handler of a channel; it lives on the channel's event loop.
final class KeptExchange: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Question
    typealias OutboundOut = ByteBuffer

    /// A request, who waits for its answer, and for how long.
    struct Question: Sendable {
        var bytes: ByteBuffer
        var limit: TimeAmount
        var answer: EventLoopPromise<Answer>
    }

    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        /// Whether the connection is good for another request.
        var isKept: Bool
    }

    /// Why nothing came back.
    enum Failure: Error {
        /// The connection ended before a byte of an answer: it may have ended before the request came.
        case closed
        /// It broke, or what came is no answer.
        case broken(String)
        /// The time was up.
        case late
    }

    private var reader = HTTPAnswer()
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
        reader = HTTPAnswer()
        let channel = context.channel
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: question.limit) { [weak self] in
            self?.end(.failure(Failure.late))
            channel.close(promise: nil)
        }
        context.write(wrapOutboundOut(question.bytes), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        // Nothing was asked: what is said then belongs to nobody.
        guard waiting != nil else { return context.close(promise: nil) }
        do throws(HTTPAnswer.Fault) {
            guard try reader.take(buffer.readableBytesView) else { return }
        } catch {
            // The status has been said: what happens to the body does not undo it.
            if reader.status == nil {
                end(.failure(Failure.broken("\(error)")))
            } else {
                finish(false)
            }
            return context.close(promise: nil)
        }
        let isKept = reader.keepsConnection
        finish(isKept)
        if !isKept { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if reader.status != nil {
            finish(false)
        } else {
            end(.failure(reader.hasBegun ? Failure.broken("closed") : Failure.closed))
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.failure(Failure.broken(String(describing: Swift.type(of: error)))))
        context.close(promise: nil)
    }

    private func finish(_ isKept: Bool) {
        guard let status = reader.status else { return }
        end(.success(Answer(status: status, headers: reader.headers, isKept: isKept)))
    }

    private func end(_ result: Result<Answer, any Error>) {
        alarm?.cancel()
        alarm = nil
        let promise = waiting
        waiting = nil
        promise?.completeWith(result)
    }
}
