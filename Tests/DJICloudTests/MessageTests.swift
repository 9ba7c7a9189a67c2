// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@Suite("Messages")
struct MessageTests {
    @Test(
        "the envelope is read leniently",
        arguments: [
            #"{"tid":"1","bid":"2","timestamp":"1778571000123","need_reply":"1","seq":"7"}"#,
            #"{"tid":1,"bid":2,"timestamp":1778571000123,"need_reply":true,"seq":7,"data":null}"#,
            #"{"tid":"1","bid":"2","timestamp":1778571000123,"need_reply":1,"seq":7.0,"data":""}"#,
        ]
    )
    func lenient(text: String) throws {
        let message = try Message(payload: text.utf8)
        #expect(message.tid == "1")
        #expect(message.bid == "2")
        #expect(message.timestamp == Timestamp(milliseconds: 1_778_571_000_123))
        #expect(message.needsReply)
        #expect(message.seq == 7)
        #expect(message.method == nil)
        #expect(message.dataObject.isEmpty)
        #expect(String(decoding: message.payload, as: UTF8.self) == text)
    }

    @Test(
        "what is no message is refused by a stable word",
        arguments: [
            ("", "not_json"), ("{", "not_json"), ("{\"tid\":\"1\",\"tid\":\"2\"}", "not_json"),
            ("\u{FEFF}{}", "not_json"), ("[]", "wrong_type"), ("1", "wrong_type"),
            ("null", "wrong_type"), ("{}", "no_envelope"),
            ("{\"mode_code\":0,\"cover_state\":0}", "no_envelope"),
            ("{\"tid\":[]}", "wrong_type"), ("{\"tid\":\"1\",\"bid\":{}}", "wrong_type"),
            ("{\"tid\":\"1\",\"method\":5}", "wrong_type"),
            ("{\"tid\":\"1\",\"timestamp\":\"noon\"}", "wrong_type"),
            ("{\"tid\":\"1\",\"need_reply\":2}", "wrong_type"),
            ("{\"tid\":\"1\",\"seq\":[]}", "wrong_type"),
            ("{\"tid\":\"1\",\"gateway\":[\"x\"]}", "wrong_type"),
        ]
    )
    func refused(text: String, reason: String) {
        let error = #expect(throws: DJICloudError.self) { try Message(payload: text.utf8) }
        #expect(error?.reason == reason)
    }

    @Test("a payload of 10 MB is refused unread")
    func tooLarge() {
        let payload = [UInt8](repeating: UInt8(ascii: "["), count: 10 << 20)
        #expect(throws: DJICloudError.tooLarge(limit: 1 << 20)) { try Message(payload: payload) }
    }

    @Test("a reply repeats tid, bid and method")
    func reply() throws {
        let event = try Message(payload: Files.bytes("dock3/events/flighttask_ready"))
        let reply = event.reply(result: 0, at: .noon)
        #expect(reply.tid == event.tid)
        #expect(reply.bid == event.bid)
        #expect(reply.method == event.method)
        #expect(reply.result == 0)
        #expect(reply.timestamp == .noon)
    }

    @Test("the payload of a reply is found in all three places")
    func output() throws {
        let texts = [
            #"{"tid":"1","data":{"result":0,"output":{"status":"ok"}}}"#,
            #"{"tid":"1","data":{"result":0,"info":{"status":"ok"}}}"#,
            #"{"tid":"1","data":{"result":0,"status":"ok"}}"#,
        ]
        for text in texts {
            #expect(try Message(payload: text.utf8).output?["status"] == "ok")
        }
    }

    @Test("every fixture survives the way there and back, byte for byte")
    func lossless() throws {
        let names = try Files.messages()
        #expect(names.count >= 30)
        for name in names {
            let bytes = try Files.bytes(name)
            let message = try Message(payload: bytes)
            let written = JSONWriter(isPretty: true).text(try JSONReader().read(message.payload))
            let read = JSONWriter(isPretty: true).text(try JSONReader().read(bytes))
            #expect(written == read, "\(name)")
        }
    }
}
