// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@Suite("Encoding answers")
struct EncodeReplyTests {
    static let materials: ReplyMaterials = {
        var materials = ReplyMaterials()
        materials.configuration = ReplyMaterials.Configuration(
            applicationID: "123456",
            applicationKey: "KEY-SECRET",
            licence: "LICENCE-SECRET",
            timeServer: "10.0.0.2"
        )
        materials.organization = ReplyMaterials.Organization(id: "org", name: "Luohu")
        materials.callsigns = ["A": "north dock"]
        materials.waylineFile = WaylineFile(url: "https://roost.example/w/2.kmz", md5: "0f")
        var storage = ReplyMaterials.Storage(
            bucket: "b",
            endpoint: "https://s3.example",
            region: "r",
            provider: "minio"
        )
        storage.accessKeySecret = "STORAGE-SECRET"
        materials.storage = storage
        return materials
    }()

    static func address(_ channel: ReplyAddress.Channel, _ method: String?) -> ReplyAddress {
        ReplyAddress(channel: channel, serial: "SN", tid: "T", bid: "B", method: method)
    }

    @Test(
        "each answer has its data in the documented place",
        arguments: [
            (.accepted, #"{"result":0}"#), (.rejected(314013), #"{"result":314013}"#),
            (
                .configuration,
                #"{"app_id":"123456","app_key":"KEY-SECRET","app_license":"LICENCE-SECRET","#
                    + #""ntp_server_host":"10.0.0.2","ntp_server_port":123}"#
            ),
            (
                .bindStatus([
                    DockReply.DeviceAnswer(serial: "B", result: 1),
                    DockReply.DeviceAnswer(serial: "A", result: 0),
                ]),
                #"{"result":0,"output":{"bind_status":[{"sn":"B","#
                    + #""is_device_bind_organization":false,"organization_id":"","#
                    + #""organization_name":"","device_callsign":""},{"sn":"A","#
                    + #""is_device_bind_organization":true,"organization_id":"org","#
                    + #""organization_name":"Luohu","device_callsign":"north dock"}]}}"#
            ),
            (.organization, #"{"result":0,"output":{"organization_name":"Luohu"}}"#),
            (
                .bound([DockReply.DeviceAnswer(serial: "A", result: 0)]),
                #"{"result":0,"output":{"err_infos":[{"sn":"A","err_code":0}]}}"#
            ),
            (.wayline(nil), #"{"result":1}"#), (.noProgress, #"{"result":1}"#),
            (.noFlightAreas, #"{"result":0,"output":{"files":[]}}"#),
        ] as [(DockReply.Answer, String)]
    )
    func data(answer: DockReply.Answer, data: String) throws {
        let outgoing = try encode(
            DockReply(dock: "D03", address: Self.address(.requests, "m"), answer: answer),
            materials: Self.materials,
            at: .noon
        )
        #expect(JSONWriter().text(try #require(outgoing.message.data)) == data)
    }

    @Test("files and storage carry what the performer filled in")
    func filled() throws {
        let task = try EncodeTests.task(in: .zero)
        let file = try encode(
            DockReply(
                dock: "D03",
                address: Self.address(.requests, "flighttask_resource_get"),
                answer: .wayline(task)
            ),
            materials: Self.materials,
            at: .noon
        )
        #expect(
            file.message.data?["output"]?["file"]
                == ["url": "https://roost.example/w/2.kmz", "fingerprint": "0f"]
        )
        let storage = try encode(
            DockReply(
                dock: "D03",
                address: Self.address(.requests, "storage_config_get"),
                answer: .storage
            ),
            materials: Self.materials,
            at: .noon
        )
        let output = storage.message.data?["output"]
        #expect(output?["credentials"]?["access_key_secret"] == "STORAGE-SECRET")
        #expect(output?["credentials"]?["expire"] == 3600)
    }

    @Test(
        "each channel is answered on its own topic, ids repeated",
        arguments: [
            (.events, "thing/product/SN/events_reply"), (.state, "thing/product/SN/state_reply"),
            (.requests, "thing/product/SN/requests_reply"),
            (.status, "sys/product/SN/status_reply"),
        ] as [(ReplyAddress.Channel, String)]
    )
    func channels(channel: ReplyAddress.Channel, topic: String) throws {
        let outgoing = try encode(
            DockReply(dock: "D03", address: Self.address(channel, "m"), answer: .accepted),
            at: .noon
        )
        #expect(outgoing.topic.text == topic)
        #expect(outgoing.message.tid == "T")
        #expect(outgoing.message.bid == "B")
        #expect(outgoing.message.method == "m")
        #expect(outgoing.message.timestamp == .noon)
    }

    @Test("what is not configured is refused, and no secret is ever described")
    func missing() throws {
        let task = try EncodeTests.task(in: .zero)
        for answer in [DockReply.Answer.configuration, .organization, .storage, .wayline(task)] {
            let reply = DockReply(
                dock: "D03",
                address: Self.address(.requests, "m"),
                answer: answer
            )
            let error = #expect(throws: DJICloudError.self) { try encode(reply, at: .noon) }
            #expect(error?.reason == "unsupported")
            let outgoing = try encode(reply, materials: Self.materials, at: .noon)
            #expect(!"\(outgoing) \(String(reflecting: outgoing.message))".contains("SECRET"))
        }
        #expect(!"\(Self.materials) \(String(reflecting: Self.materials))".contains("SECRET"))
    }
}
