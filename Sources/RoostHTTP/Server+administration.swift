// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import RoostAPI
import RoostModel

extension Server {
    /// What only an administrator does.
    func addAdministration(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.post("reload") { request, context in
            let person = try context.required(.administrator)
            try await decodedNothing(from: request, context)
            return try answer(try await door.reload(person))
        }
        group.get("tokens") { _, context in
            _ = try context.required(.administrator, .auditor)
            let items = door.people().map { TokenResource(name: $0.name, role: $0.role.rawValue) }
            return try answer(Page(items: items))
        }
        group.post("tokens/:name/revoke") { request, context in
            let person = try context.required(.administrator)
            try await decodedNothing(from: request, context)
            let asked = context.parameters.get("name") ?? ""
            guard let name = asked.removingPercentEncoding,
                try await door.revokeToken(name, person)
            else { throw Refused.notFound(asked.removingPercentEncoding ?? asked) }
            return try answer(Page(items: [TokenResource]()))
        }
        group.post("tokens") { request, context in
            let person = try context.required(.administrator)
            let wish = try await decoded(TokenRequest.self, from: request, context)
            guard let role = Person.Role(rawValue: wish.role),
                (1...64).contains(wish.name.utf8.count)
            else {
                let roles = Person.Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refused(
                    400,
                    "bad_request",
                    en: "A token has a name and one of the roles \(roles).",
                    zh: "令牌需要名称和角色：\(roles)。"
                )
            }
            if wish.replace != true,
                let holder = door.people().first(where: { $0.name == wish.name })
            {
                throw Refused(
                    409,
                    "token_exists",
                    en:
                        "\(wish.name) has a token already, as \(holder.role.rawValue); a new one ends "
                        + "it at once: say so (--replace).",
                    zh: "\(wish.name) 已有令牌（\(Wording.chinese(holder.role.rawValue))），新令牌将使其失效："
                        + "请用 --replace 确认。"
                )
            }
            let token = try await door.addToken(wish.name, role, person)
            return try answer(
                TokenResource(name: wish.name, role: role.rawValue, token: token),
                status: .created
            )
        }
    }
}
