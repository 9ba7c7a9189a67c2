// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import HTTPTypes
import Hummingbird
import NIOCore
import RoostEngine
import RoostModel
import SiteCore

extension Server {
    /// The page behind the signed link of a message: GET shows, POST acknowledges, so that what only looks at
    /// links (previews, scanners) acknowledges nothing (PIPELINE § 9).
    func addAcknowledge(to router: Router<SiteContext>) {
        let door = doorForRoutes
        let path: RouterPath = "n/:notice/:receiver/:expiry/:signature"
        router.get(path) { _, context in
            guard let found = Self.record(context, door) else { return Self.page(nil, door) }
            return Self.page(found.record, door)
        }
        router.post(path) { _, context in
            guard let found = Self.record(context, door) else { return Self.page(nil, door) }
            let verb = OperatorVerb.cases(.acknowledge(found.record.notice.id, over: .link))
            let person = Person(name: found.receiver, role: .duty)
            let request = OperatorRequest(person: person, verb: verb)
            _ = try await door.submit(Posting(.request(request)))
            return Self.page(door.site().cases.notice(found.record.notice.id), door)
        }
    }

    /// Blurred copies under signed links that expire (RECEIVERS § 10).
    func addPhotos(to router: Router<SiteContext>) {
        let door = doorForRoutes
        router.get("p/:notice/:digest/:expiry/:signature") { _, context in
            guard let notice = context.parameters.get("notice"),
                let digest = context.parameters.get("digest"),
                let expiry = context.parameters.get("expiry"),
                let signature = context.parameters.get("signature"),
                let bytes = door.linkedPhoto(notice, digest, expiry, signature)
            else { return answer(text: "not found\n", status: .notFound) }
            return answer(file: bytes, type: "image/jpeg")
        }
    }

    private static func record(
        _ context: SiteContext,
        _ door: SiteDoor
    ) -> (record: NoticeRecord, receiver: String)? {
        guard let notice = context.parameters.get("notice"),
            let receiver = context.parameters.get("receiver"),
            let expiry = context.parameters.get("expiry"),
            let signature = context.parameters.get("signature"),
            let record = door.linkedNotice(notice, receiver, expiry, signature)
        else { return nil }
        return (record, receiver)
    }

    private static func page(_ record: NoticeRecord?, _ door: SiteDoor) -> Response {
        let calendar = door.site().configuration?.fleet.calendar
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
        ]
        // The address is the key: it must not be told to where a link leads.
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
        return Response(
            status: record == nil ? .notFound : .ok,
            headers: headers,
            body: ResponseBody(
                byteBuffer: ByteBuffer(string: AcknowledgePage.html(record, calendar: calendar))
            )
        )
    }
}
