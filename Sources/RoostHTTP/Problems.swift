// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Logging
import RoostAPI

/// Makes a problem with code and text of every error that the server's own parts answer with a bare status.
struct Problems: RouterMiddleware {
    let routes: RouteTable
    let logger: Logger

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as Refused {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch let error as any HTTPResponseError {
            throw refused(error.status, request)
        } catch {
            logger.error("a request failed", metadata: ["error": "\(error)"])
            throw Refused(
                500,
                "internal",
                en: "The controller failed at this; its log says why.",
                zh: "控制器处理失败；原因见日志。"
            )
        }
    }

    private func refused(_ status: HTTPResponse.Status, _ request: Request) -> Refused {
        switch status {
        case .notFound:
            let methods = routes.methods(of: request.uri.path)
            guard methods.isEmpty else {
                let names = methods.joined(separator: ", ")
                var refused = Refused(
                    405,
                    "method_not_allowed",
                    en: "This path takes \(names).",
                    zh: "此路径仅接受 \(names)。"
                )
                refused.allowed = methods
                return refused
            }
            return Refused(
                404,
                "unknown_path",
                en: "There is no such path; docs/api.md lists them.",
                zh: "没有此路径；见 docs/api.md。"
            )
        case .contentTooLarge:
            return Refused(
                413,
                "too_large",
                en: "The body is too large: 4 MiB at most, a picture 50 MiB.",
                zh: "请求体过大：最多 4 MiB，图片 50 MiB。"
            )
        default:
            return Refused(
                status.code,
                "bad_request",
                en: "The request cannot be taken: \(status.reasonPhrase).",
                zh: "请求无法处理：\(status.reasonPhrase)。"
            )
        }
    }
}
