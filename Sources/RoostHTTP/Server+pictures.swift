// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Hummingbird
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension Server {
    /// Originals: who opens one says why, and is on record before the first byte (PIPELINE § 10).
    func addPictures(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.post("cases/:id/pictures/:digest/open") { request, context in
            let person = try context.required(.reviewer, .auditor)
            let id = try Server.id(CaseID.self, context) { CaseID($0) }
            let picture = context.parameters.get("digest").map { $0.lowercased() } ?? ""
            let wish = try await decoded(ReviewRequest.self, from: request, context)
            let verb = CaseRequest.openPicture(
                id,
                picture: String(picture.prefix(64)),
                reason: String(wish.reason.trimmed.prefix(500))
            )
            // Without a key: an opening that is repeated is another one.
            let input = Input.request(OperatorRequest(person: person, verb: .cases(verb)))
            guard case .taken(let receipt) = try await door.submit(Posting(input)) else {
                throw Refused.notFound(id)
            }
            if let refusal = receipt.refusal { throw Refused(refusal) }
            // What is served is what is on record.
            let fact = receipt.facts.map(\.fact).first { $0.code == .pictureOpened }
            let digest = fact?.values.first { $0.name == "digest" }?.value ?? ""
            let bytes: [UInt8]?
            do {
                bytes = try door.original(digest)
            } catch {
                throw Refused(
                    500,
                    "picture_damaged",
                    en: "The original is damaged on disk and is not shown: \(error).",
                    zh: "原图在磁盘上已损坏，不予显示：\(error)。"
                )
            }
            guard let bytes else {
                throw Refused(
                    404,
                    "picture_missing",
                    en: "The original is not in the vault.",
                    zh: "保险库中没有该原图。"
                )
            }
            return answer(file: bytes, type: Server.pictureType(of: bytes))
        }
    }

    /// The media type by the first bytes: JPEG, PNG, else unknown.
    private static func pictureType(of bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        return "application/octet-stream"
    }
}
