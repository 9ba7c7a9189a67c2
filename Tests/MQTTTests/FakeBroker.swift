// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The broker's side of one connection at a time, byte by byte: what a real one would hide.
final class FakeBroker {
    struct Packet: Equatable {
        /// Type and flags (MQTT 5, section 2.1.1).
        let first: UInt8
        let body: [UInt8]

        var type: UInt8 { first >> 4 }
        /// Packet identifier of PUBACK and SUBSCRIBE.
        var number: Int { Int(body[0]) << 8 | Int(body[1]) }
    }

    static let (connect, publish, puback, subscribe, disconnect) =
        (UInt8(1), UInt8(3), UInt8(4), UInt8(8), UInt8(14))

    private let listener: Listener
    private var socket: Int32 = -1
    var port: Int { listener.port }

    init() throws {
        listener = try Listener()
    }

    deinit {
        hangUp()
        close(listener.descriptor)
    }

    /// Waits for the next connection and returns its CONNECT.
    func accept() async throws -> Packet {
        hangUp()
        let connects = await Self.isReadable(listener.descriptor, within: 5_000)
        try #require(connects, "nobody connects")
        socket = Glibc.accept(listener.descriptor, nil, nil)
        let packet = try #require(try await next())
        try #require(packet.type == Self.connect)
        return packet
    }

    /// Accepts connection and subscription in the version the client speaks.
    func welcome(isSessionPresent: Bool = false, granted: UInt8 = 1) async throws {
        let isV5 = try await accept().body[6] == 5
        send([0x20, isV5 ? 3 : 2, isSessionPresent ? 1 : 0, 0] + (isV5 ? [0] : []))
        guard !isSessionPresent else { return }
        let packet = try #require(try await next())
        try #require(packet.type == Self.subscribe)
        let number = Array(packet.body[0..<2])
        send(isV5 ? [0x90, 4] + number + [0, granted] : [0x90, 3] + number + [granted])
    }

    /// PUBLISH with QoS 1.
    func publish(_ numbers: ClosedRange<UInt8>, topic: String, isV5: Bool) {
        var bytes: [UInt8] = []
        for number in numbers {
            var body: [UInt8] = [0, UInt8(topic.utf8.count)] + Array(topic.utf8) + [0, number]
            if isV5 { body.append(0) }
            body.append(number)
            bytes += [0x32, UInt8(body.count)] + body
        }
        send(bytes)
    }

    func send(_ bytes: [UInt8]) {
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// The next packet; nil at the end of the connection.
    func next() async throws -> Packet? {
        let speaks = await Self.isReadable(socket, within: 5_000)
        try #require(speaks, "the client is silent")
        guard let first = byte() else { return nil }
        var (length, shift) = (0, 0)
        while true {
            let digit = try #require(byte())
            length |= Int(digit & 127) << shift
            shift += 7
            if digit < 128 { break }
        }
        let body = try (0..<length).map { _ in try #require(byte()) }
        return Packet(first: first, body: body)
    }

    /// The next packets, as many as said.
    func next(_ count: Int) async throws -> [Packet] {
        var packets: [Packet] = []
        while packets.count < count { packets.append(try #require(try await next())) }
        return packets
    }

    /// Whether the client says nothing for so long.
    func isSilent(milliseconds: Int32) async -> Bool {
        await !Self.isReadable(socket, within: milliseconds)
    }

    func hangUp() {
        if socket >= 0 { close(socket) }
        socket = -1
    }

    private func byte() -> UInt8? {
        var byte: UInt8 = 0
        return recv(socket, &byte, 1, 0) == 1 ? byte : nil
    }

    /// Waits on a thread of its own: one of the test's, held for seconds, is missing to the
    /// client that is waited for (there are as many as processors).
    private static func isReadable(_ descriptor: Int32, within milliseconds: Int32) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var slot = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                continuation.resume(returning: poll(&slot, 1, milliseconds) == 1)
            }
        }
    }
}
