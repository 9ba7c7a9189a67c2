// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPI
import RoostModel

extension Server {
    /// Pictures and frames in (FRAMES § 4).
    func addFrames(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.put("media/:digest") { request, context in
            let person = try context.required(.integrator)
            guard let digest = context.parameters.get("digest"), digest.utf8.count == 64,
                digest.allSatisfy({ $0.isHexDigit && !$0.isUppercase })
            else {
                throw Refused(
                    400,
                    "bad_request",
                    en: "A picture is named by 64 lower-case hexadecimal digits.",
                    zh: "图片以 64 位小写十六进制命名。"
                )
            }
            // 50 MiB: FRAMES § 4.
            let buffer = try await request.body.collect(upTo: 50 << 20)
            switch try await door.keepMedia(digest, Array(buffer.readableBytesView), person) {
            case .new: return answer(text: "kept\n", status: .created)
            case .known: return answer(text: "known\n")
            case .mismatch:
                throw Refused(
                    422,
                    "digest_differs",
                    en: "The bytes have another SHA-256.",
                    zh: "内容的 SHA-256 不一致。"
                )
            }
        }
        group.post("frames") { request, context in
            let person = try context.required(.integrator)
            let type = request.headers[.contentType]
            guard type == nil || type?.contains("json") == true else {
                throw Refused(
                    415,
                    "bad_request",
                    en: "Frames are JSON or CloudEvents JSON.",
                    zh: "帧结果须为 JSON 或 CloudEvents JSON。"
                )
            }
            let buffer = try await request.body.collect(upTo: context.maxUploadSize)
            var delivery = FrameDelivery(
                bytes: Array(buffer.readableBytesView),
                transport: "http",
                topic: "/v1/frames",
                contentType: type,
                sender: person.name
            )
            delivery.headers = Server.besides(request.headers)
            let taken = try await door.frames(delivery)
            if let text = taken.plainJSON {
                return answer(json: text, status: Server.status(of: taken))
            }
            let status = Server.status(of: taken)
            guard status.code < 400 else { throw Refused(taken, status: status.code) }
            return try answer(taken, status: status)
        }
    }

    /// The headers that stand beside a frame (FRAMES § 2.3, 4), by name in lower case.
    private static func besides(_ fields: HTTPFields) -> [String: String] {
        var headers: [String: String] = [:]
        for field in fields {
            let name = field.name.canonicalName
            guard name.hasPrefix("x-roost-") || name.hasPrefix("ce-") else { continue }
            headers[name] = field.value
        }
        return headers
    }

    /// 202 unless nothing could be read at all (400) or it was too much at once (413).
    private static func status(of answer: FramesAnswer) -> HTTPResponse.Status {
        guard answer.accepted + answer.duplicate == 0, !answer.quarantined.isEmpty else {
            return .accepted
        }
        if answer.quarantined.allSatisfy({ $0.reason == "syntax" }) { return .badRequest }
        if answer.quarantined.allSatisfy({ $0.reason == "too_large" }) { return .contentTooLarge }
        return .accepted
    }

    /// The docks' side: waylines and flight areas under signed paths that expire, and nothing else.
    func addWaylines(to router: Router<SiteContext>) {
        let door = doorForRoutes
        router.get("w/:flight/:expiry/:signature/wayline.kmz") { _, context in
            guard let flight = context.parameters.get("flight"),
                let expiry = context.parameters.get("expiry"),
                let signature = context.parameters.get("signature"),
                let bytes = door.wayline(flight, expiry, signature)
            else { return answer(text: "not found\n", status: .notFound) }
            return answer(file: bytes, type: "application/vnd.google-earth.kmz")
        }
        router.get("a/:digest/:expiry/:signature/:name") { _, context in
            guard let digest = context.parameters.get("digest"),
                let expiry = context.parameters.get("expiry"),
                let signature = context.parameters.get("signature"),
                let bytes = door.flightAreas(digest, expiry, signature)
            else { return answer(text: "not found\n", status: .notFound) }
            return answer(file: bytes, type: "application/geo+json")
        }
    }
}

extension Refused {
    /// Frames of which nothing could be read, each with what is wrong.
    fileprivate init(_ answer: FramesAnswer, status: Int) {
        var problem = Problem(
            status: status,
            code: "frames_refused",
            text: TextResource(en: "No frame could be read.", zh: "没有可读取的帧。"),
            reasons: answer.quarantined.prefix(100).map { item in
                let zh = Wording.chinese(item.reason)
                return TextResource(
                    en: "frame \(item.index): \(item.reason)\(item.detail.map { ": \($0)" } ?? "")",
                    zh: "帧 \(item.index)：\(zh)\(item.detail.map { "（原文：\($0)）" } ?? "")"
                )
            }
        )
        problem.frames = answer
        self.init(problem)
    }
}

extension FramesAnswer {
    /// Its JSON when there is nothing to say but numbers, which is nearly always; nil: there is more.
    var plainJSON: String? {
        guard quarantined.isEmpty, leftOut == nil else { return nil }
        return #"{"accepted":\#(accepted),"duplicate":\#(duplicate),"quarantined":[]}"#
    }
}
