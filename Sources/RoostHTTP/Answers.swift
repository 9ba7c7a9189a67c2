// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPI
import RoostModel

/// A refusal or error on its way to the caller as `application/problem+json`.
struct Refused: Error, HTTPResponseError {
    let problem: Problem
    var retryAfterSeconds: Int?
    /// Methods that the path has, when the one that was asked for is none of them.
    var allowed: [String] = []

    init(_ problem: Problem, retryAfterSeconds: Int? = nil) {
        self.problem = problem
        self.retryAfterSeconds = retryAfterSeconds
    }

    init(_ status: Int, _ code: String, en: String, zh: String) {
        problem = Problem(status: status, code: code, text: TextResource(en: en, zh: zh))
    }

    /// A refusal of the core, with its stable code.
    init(_ refusal: Refusal) {
        let status: Int
        switch refusal.code {
        case .unknownSubject: status = 404
        case .notAllowed: status = 403
        case .badRequest: status = 400
        case .outsideDistrict, .inNoFly, .belowSafeHeight, .aboveCeiling, .outOfReach,
            .relaySameDock, .relayUnable, .relayTooFar:
            status = 422
        case .noDockReady, .interlocksOpen, .jobBarred, .wrongState, .degraded, .tableFull,
            .dockLost,
            .dockBusy, .alreadyGoing, .orderPending, .staleKey, .selfReview, .secondPerson,
            .neverConfirmed, .exempt, .alreadyEnded, .relayTaken, .relayHomeFirst,
            .relayOccupied, .relayNoAlternate, .relayNotReceiving, .relayUnlinked, .relayBattery:
            status = 409
        case .reasonMissing, .nothingChanged, .plateMalformed, .unknownPicture,
            .pictureNotSealed, .endPassed, .windowTooLong, .namesNothing:
            status = 422
        }
        problem = Problem(
            status: status,
            code: refusal.code.rawValue,
            text: TextResource(refusal.text),
            reasons: refusal.reasons.map(TextResource.init)
        )
    }

    /// Nothing has the id that was asked for.
    static func notFound(_ id: some CustomStringConvertible) -> Refused {
        let id = id.description.prefix(64)
        return Refused(404, "unknown_subject", en: "There is no \(id).", zh: "没有 \(id)。")
    }

    var status: HTTPResponse.Status { .init(code: problem.status) }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var response = try answer(
            problem,
            status: status,
            contentType: "application/problem+json"
        )
        if let retryAfterSeconds { response.headers[.retryAfter] = "\(retryAfterSeconds)" }
        if !allowed.isEmpty { response.headers[.allow] = allowed.joined(separator: ", ") }
        if problem.status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}

extension TextResource {
    /// A text of the vocabulary as the API shows it.
    init(_ text: Bilingual) { self.init(en: text.en, zh: text.zh) }
}

/// A value as the API's JSON.
func answer(
    _ value: some Encodable,
    status: HTTPResponse.Status = .ok,
    contentType: String = "application/json"
) throws -> Response {
    let bytes = try RoostJSON.encoder().encode(value)
    return answer(json: ByteBuffer(bytes: bytes), status: status, contentType: contentType)
}

/// JSON that is written already.
func answer(json text: String, status: HTTPResponse.Status) -> Response {
    answer(json: ByteBuffer(string: text), status: status, contentType: "application/json")
}

private func answer(
    json bytes: ByteBuffer,
    status: HTTPResponse.Status,
    contentType: String
) -> Response {
    Response(
        status: status,
        headers: [.contentType: contentType, .cacheControl: "no-store"],
        body: ResponseBody(byteBuffer: bytes)
    )
}

/// Plain text.
func answer(text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
        status: status,
        headers: [.contentType: "text/plain; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text))
    )
}

/// A file that a dock fetches.
func answer(file bytes: [UInt8], type: String) -> Response {
    Response(
        status: .ok,
        headers: [.contentType: type],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    )
}
