// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// What a dock says of the flight areas that it takes on board (PROTOCOL § 17).
extension Translation {
    /// `{status, reason, file: {name, checksum}}`.
    mutating func areas(_ data: JSONObject) -> AreaProgress {
        let status = reader.string(data["status"], "$.data.status") ?? ""
        let reason = reader.int(data["reason"], "$.data.reason") ?? 0
        let digest = reader.string(data["file"]?["checksum"], "$.data.file.checksum")
        let state: AreaProgress.State =
            switch status {
            case "wait_sync", "synchronizing": .running
            case "synchronized": .kept
            case "fail", "switch_fail": .failed
            default: .unknown
            }
        return AreaProgress(
            state: state,
            sha256: digest.map { String($0.prefix(128)).lowercased() },
            reason: state == .failed ? Self.areaReason(reason) : nil
        )
    }

    private static func areaReason(_ number: Int) -> Bilingual {
        let texts: (en: String, zh: String) =
            switch number {
            case 1: ("what the cloud told of the file cannot be read", "云端文件信息无法解析")
            case 2: ("the aircraft told nothing of its file", "无法获取飞行器文件信息")
            case 3: ("the file could not be fetched", "从云端下载失败")
            case 4: ("the link could not be switched", "链路切换失败")
            case 5: ("the file did not reach the aircraft", "文件传输失败")
            case 6: ("the old areas could not be switched off", "停用失败")
            case 7: ("the old areas could not be removed", "删除失败")
            case 8: ("the aircraft could not load them", "飞行器加载失败")
            case 9: ("they could not be switched on", "启用失败")
            case 10: ("enhanced transmission could not be switched off", "增强图传无法关闭")
            case 11: ("the aircraft did not start", "飞行器开机失败")
            case 12: ("the checksum is another", "校验失败")
            case 13: ("it took too long", "同步超时")
            default: ("no reason was given", "未说明原因")
            }
        return Bilingual(en: "\(texts.en) (\(number))", zh: "\(texts.zh)（\(number)）")
    }
}
