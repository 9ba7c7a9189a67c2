// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

/// Turns an answer into one message: `tid`, `bid` and method repeated as they came (PROTOCOL § 4).
///
/// Throws `unsupported` when the site lacks what the answer must carry; the caller then answers with
/// `.rejected`, because a dock must never be left without an answer.
public func encode(
    _ reply: DockReply,
    materials: ReplyMaterials = ReplyMaterials(),
    at now: Timestamp
) throws(DJICloudError) -> Outgoing {
    let address = reply.address
    var message = Message(
        method: address.method,
        tid: address.tid,
        bid: address.bid,
        timestamp: now,
        data: try data(of: reply.answer, materials)
    )
    // A push of an aircraft is answered on the aircraft's own number, which is no gateway.
    if address.channel != .state { message.gateway = address.serial }
    return Outgoing(
        topic: Topic(address.channel.replyKind, serial: address.serial),
        message: message
    )
}

extension ReplyAddress.Channel {
    /// The topic on which the channel is answered.
    var replyKind: TopicKind {
        switch self {
        case .events: .eventsReply
        case .requests: .requestsReply
        case .status: .statusReply
        case .state: .stateReply
        }
    }
}

private func data(
    of answer: DockReply.Answer,
    _ materials: ReplyMaterials
) throws(DJICloudError) -> JSONValue {
    switch answer {
    case .accepted: return ["result": 0]
    case .rejected(let number): return ["result": .int(number)]
    case .configuration: return try configuration(materials)
    case .bindStatus(let bound): return success(["bind_status": bindStatus(bound, materials)])
    case .organization:
        guard let organization = materials.organization else {
            throw .unsupported("no organisation is configured")
        }
        return success(["organization_name": .string(organization.name)])
    case .bound(let results):
        // One entry per device, 0 for success (PROTOCOL § 6).
        let entries = results.map { device -> JSONValue in
            ["sn": .string(device.serial), "err_code": .int(device.result)]
        }
        return success(["err_infos": .array(entries)])
    case .wayline(nil), .noProgress: return ["result": 1]
    case .progress(let progress): return success(otherDock(progress))
    case .wayline:
        guard let file = materials.waylineFile else {
            throw .unsupported("the wayline's file is not at hand")
        }
        return success([
            "file": ["url": .string(file.url), "fingerprint": .string(file.md5)]
        ])
    case .storage: return success(try storage(materials))
    case .flightAreas(let file):
        guard let url = materials.flightAreaURL else {
            throw .unsupported("the flight areas' address is not at hand")
        }
        // SHA-256, where waylines have MD5 (PROTOCOL § 17).
        let entry: JSONValue = [
            "name": .string(file.name), "url": .string(url), "checksum": .string(file.sha256),
            "size": .int(file.size),
        ]
        return success(["files": [entry]])
    case .noFlightAreas: return success(["files": []])
    }
}

private func success(_ output: JSONValue) -> JSONValue { ["result": 0, "output": output] }

/// The other dock's progress; a figure that it did not say is told as its beginning (PROTOCOL § 12).
private func otherDock(_ progress: SortieProgress) -> JSONValue {
    [
        "flight_id": .string(progress.flight?.description ?? ""),
        "status": .string(progress.status.wireWord),
        "progress": [
            "current_step": .int(progress.step ?? 0),
            "percent": .int(min(100, max(0, progress.percent ?? 0))),
        ],
    ]
}

/// Directly in the data, without result and output (PROTOCOL § 6).
private func configuration(_ materials: ReplyMaterials) throws(DJICloudError) -> JSONValue {
    guard let configuration = materials.configuration else {
        throw .unsupported("no application key and licence are configured")
    }
    return [
        "app_id": .string(configuration.applicationID),
        "app_key": .string(configuration.applicationKey),
        "app_license": .string(configuration.licence),
        "ntp_server_host": .string(configuration.timeServer),
        "ntp_server_port": .int(configuration.timeServerPort),
    ]
}

/// One entry per serial; of an unbound one empty strings, not missing members (PROTOCOL § 6).
private func bindStatus(
    _ devices: [DockReply.DeviceAnswer],
    _ materials: ReplyMaterials
) -> JSONValue {
    let entries = devices.map { device -> JSONValue in
        let isBound = device.result == 0
        let organization = isBound ? materials.organization : nil
        return [
            "sn": .string(device.serial),
            "is_device_bind_organization": .bool(isBound),
            "organization_id": .string(organization?.id ?? ""),
            "organization_name": .string(organization?.name ?? ""),
            "device_callsign": .string(isBound ? materials.callsigns[device.serial] ?? "" : ""),
        ]
    }
    return .array(entries)
}

private func storage(_ materials: ReplyMaterials) throws(DJICloudError) -> JSONValue {
    guard let storage = materials.storage else {
        throw .unsupported("no storage is configured")
    }
    return [
        "bucket": .string(storage.bucket),
        "endpoint": .string(storage.endpoint),
        "region": .string(storage.region),
        "provider": .string(storage.provider),
        "object_key_prefix": .string(storage.prefix),
        "credentials": [
            "access_key_id": .string(storage.accessKeyID),
            "access_key_secret": .string(storage.accessKeySecret),
            "security_token": .string(storage.securityToken),
            "expire": .int(storage.expireSeconds),
        ],
    ]
}
