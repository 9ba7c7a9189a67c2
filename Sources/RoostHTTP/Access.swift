// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPI
import RoostEngine
import RoostModel

/// Decides who asks: over the operators' socket the Unix user, over an address the owner of the token.
struct Access: RouterMiddleware {
    /// Paths whose handlers do not read the store.
    ///
    /// Frames wait for their turn, and what of them goes to the disk looks after itself; a recall must not queue
    /// behind readers, however many wait for the disk (S15).
    private static let besides: Set<String> = ["/v1/frames", "/v1/recall", "/v1/stop"]

    let door: SiteDoor

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.person = try await person(request, context)
        context.hasToken = Self.bearer(of: request) != nil
        if context.person != nil { try KnownQuery.check(request) }
        do {
            if Self.besides.contains(request.uri.path) { return try await next(request, context) }
            // Handlers read the store: they must not take the threads that a recall's timer needs.
            return try await withTaskExecutorPreference(DiskExecutor.shared) {
                try await next(request, context)
            }
        } catch is ReturnPublished {
            throw Refused(
                503,
                "not_recorded",
                en: "Return home was sent to the docks; the store fails, so it is recorded later.",
                zh: "返航指令已发往机场；存储故障，稍后补记。"
            )
        } catch let error as EngineError {
            throw Self.refused(error)
        } catch let error as StoreError {
            throw Self.refused(.store(error))
        }
    }

    /// What the engine could not do is said with a status that tells whether to come again.
    private static func refused(_ error: EngineError) -> Refused {
        switch error {
        case .busy:
            Refused(
                Problem(
                    status: 429,
                    code: "busy",
                    text: TextResource(en: "Too much is waiting; come again.", zh: "积压过多，请稍后重试。")
                ),
                retryAfterSeconds: 2
            )
        case .stopped, .store, .poison:
            Refused(
                503,
                "degraded",
                en: "The controller takes nothing now: \(error).",
                zh: "控制器暂不接受请求。"
            )
        }
    }

    private func person(_ request: Request, _ context: SiteContext) async throws -> Person? {
        if context.channel.localAddress?.pathname?.isEmpty == false {
            // Who may open the socket is decided by the data folder's mode 0700: its owner and root.
            return Person(name: try await unixUser(context.channel), role: .administrator)
        }
        return Self.bearer(of: request).flatMap { door.person($0) }
    }

    /// The bearer token of a request; nil: none came.
    ///
    /// The scheme's name has no case (RFC 9110, 11.1).
    static func bearer(of request: Request) -> String? {
        guard let header = request.headers[.authorization],
            header.prefix(7).lowercased() == "bearer "
        else { return nil }
        return String(header.dropFirst(7).drop { $0 == " " })
    }

    /// The peer's user by the kernel's word (SO_PEERCRED).
    private func unixUser(_ channel: any Channel) async throws -> String {
        guard let provider = channel as? any SocketOptionProvider else { return "local" }
        let credentials: PeerCredentials = try await provider.unsafeGetSocketOption(
            level: .init(SOL_SOCKET),
            name: .init(SO_PEERCRED)
        ).get()
        return Self.userName(of: credentials.uid) ?? "uid-\(credentials.uid)"
    }

    /// The login of a user number; nil: nobody has it.
    ///
    /// By `getpwuid_r`: connections on several threads ask at once.
    static func userName(of uid: UInt32) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard let base = buffer.baseAddress,
                getpwuid_r(uid, &entry, base, buffer.count, &found) == 0,
                let name = found?.pointee.pw_name
            else { return nil }
            return String(cString: name)
        }
    }
}

/// `struct ucred` of Linux, as SO_PEERCRED fills it.
private struct PeerCredentials: Sendable {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
}

extension SiteContext {
    /// The person, when one of the roles may do this; an administrator may do all.
    func required(_ roles: Person.Role...) throws -> Person {
        let person = try requiredReader()
        guard person.role == .administrator || roles.contains(person.role) else {
            let names = roles.map(\.rawValue).joined(separator: ", ")
            throw Refused(
                Refusal(
                    .notAllowed,
                    Subject(person: person.name),
                    [FactValue("role", names)]
                )
            )
        }
        return person
    }

    /// Anybody with a token.
    func requiredReader() throws -> Person {
        if let person { return person }
        guard hasToken else {
            throw Refused(401, "unauthorized", en: "This takes a bearer token.", zh: "需要令牌。")
        }
        throw Refused(
            401,
            "invalid_token",
            en: "The bearer token is none of this site: mistyped, revoked, or replaced.",
            zh: "令牌无效：输入有误，或已被撤销、更换。"
        )
    }

    /// Whether the person needs to read plates (S37).
    var seesPlates: Bool {
        switch person?.role {
        case .reviewer, .administrator, .auditor, .duty: true
        case .viewer, .integrator, .dispatcher, .engineer, nil: false
        }
    }
}
