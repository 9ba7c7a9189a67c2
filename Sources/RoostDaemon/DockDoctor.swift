// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import FleetCore
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore
import SiteFiles

/// Probes a dock from its login at the broker to the address of its files, each step as far as it can be
/// seen from here; never a guess (FEATURES A9).
struct DockDoctor: Sendable {
    let loop: EngineLoop
    let secrets: Secrets
    let shell: ShellConfiguration
    let health: BrokerHealth
    let hearing: DockHearing
    let counters: Counters
    let notAdopted: SeenNames

    /// Every step in the order in which a dock takes them.
    func probes(of id: DockID) async -> [ProbeResource] {
        let now = loop.clock.now()
        let site = loop.site
        guard let state = site.fleet.docks[id] else { return [unlisted(id)] }
        return [
            passed("listed", en: "\(id) is in docks.yaml", zh: "\(id) 已列入 docks.yaml"),
            store, broker, login(state), heard(state, now), serials, aircraft(state),
            telemetry(site, id, now), clock(state), await files(), timeServer, areas(state),
            storage,
        ]
    }

    private func unlisted(_ id: DockID) -> ProbeResource {
        failed(
            "listed",
            en: "\(id) is not in docks.yaml",
            zh: "\(id) 未列入 docks.yaml",
            advice: Bilingual(
                en: "List it with the serial number of its label, then roost reload.",
                zh: "请按标签序列号添加，然后执行 roost reload。"
            )
        )
    }

    private var store: ProbeResource {
        guard let trouble = loop.storeTrouble else {
            return passed("store", en: "the store takes commits", zh: "存储可写")
        }
        return failed(
            "store",
            en: trouble.text.en,
            zh: trouble.text.zh,
            advice: Bilingual(en: "Free space on the disk of DATA.", zh: "请检查 DATA 所在磁盘空间。")
        )
    }

    private var broker: ProbeResource {
        health.isComplete
            ? passed("broker", en: "roostd is connected to the broker", zh: "roostd 已连接消息服务器")
            : failed(
                "broker",
                en: "roostd has no connection to the broker",
                zh: "roostd 未连接消息服务器",
                advice: Bilingual(
                    en: "Is mosquitto running, and broker: in site.yaml right?",
                    zh: "请检查 mosquitto 和 site.yaml 的 broker。"
                )
            )
    }

    private func login(_ state: DockState) -> ProbeResource {
        guard case .embedded = shell.broker else {
            return untested(
                "login",
                en: "the account is kept by a broker of your own",
                zh: "账号由外部消息服务器管理"
            )
        }
        guard let secret = try? secrets.value(BrokerFiles.user(of: state.id)), !secret.isEmpty
        else {
            return failed(
                "login",
                en: "no password was drawn for it",
                zh: "尚未生成密码",
                advice: Bilingual(
                    en: "roostd credentials \(state.id) prints what to type into the dock.",
                    zh: "请用 roostd credentials \(state.id) 获取接入信息。"
                )
            )
        }
        let user = BrokerFiles.user(of: state.id)
        return passed("login", en: "its login is \(user)", zh: "其账号为 \(user)")
    }

    private func heard(_ state: DockState, _ now: Timestamp) -> ProbeResource {
        // At rest a dock is passed on each 15 s (TelemetryGate): older than that, nothing comes any more.
        guard let at = state.heardAt, state.link == .online, now - at <= .seconds(20) else {
            let speaking = hearing.hearing(at: loop.clock.steady(), now: now).speaking
            if speaking.isEmpty, loop.site.fleet.docks.values.count > 1 { return silentAll }
            let refused = counters.all.filter { $0.key.contains("refused") }.values.reduce(0, +)
            let hint = refused > 0 ? " (\(refused))" : ""
            return failed(
                "connected",
                en: "nothing comes from it",
                zh: "没有收到该机场的消息",
                advice: Bilingual(
                    en: "Check its network, the address, user and password typed into it, and "
                        + "the logins refused at the broker\(hint).",
                    zh: "请检查网络、录入的地址、账号和密码，以及消息服务器拒绝的登录\(hint)。"
                )
            )
        }
        let age = now - at
        return passed("connected", en: "it spoke \(age) ago", zh: "\(age) 前有消息")
    }

    /// What all docks need is broken: this dock's own words would lead astray.
    private var silentAll: ProbeResource {
        failed(
            "connected",
            en: "all docks are silent at once",
            zh: "全部机场同时失联",
            advice: Bilingual(
                en: "Look at the broker (does it answer? DATA/broker/mosquitto.log) and at the "
                    + "network between it and the docks; it is not this dock.",
                zh: "请检查消息服务器（是否响应，DATA/broker/mosquitto.log）及其与机场之间的网络；并非本机场故障。"
            )
        )
    }

    private var serials: ProbeResource {
        let strange = notAdopted.all
        guard !strange.isEmpty else {
            return passed("serial", en: "no unknown serial number speaks", zh: "没有未知序列号")
        }
        let list = strange.prefix(5).joined(separator: ", ")
        return untested(
            "serial",
            en: "unknown serial numbers speak: \(list); is one of them this dock's?",
            zh: "有未知序列号：\(list)；是否为本机场？"
        )
    }

    private func aircraft(_ state: DockState) -> ProbeResource {
        let named = state.linkedAircraft ?? state.dock.aircraftSerial
        let expected = state.airframe.serial
        guard let named else {
            return untested("aircraft", en: "it named no aircraft yet", zh: "尚未上报飞机")
        }
        return named == expected
            ? passed("aircraft", en: "its aircraft is \(expected)", zh: "飞机为 \(expected)")
            : failed(
                "aircraft",
                en: "it names aircraft \(named), docks.yaml says \(expected)",
                zh: "上报飞机 \(named)，docks.yaml 为 \(expected)",
                advice: Bilingual(
                    en: "Correct docks.yaml or pair the other.",
                    zh: "请修正 docks.yaml 或重新对频。"
                )
            )
    }

    private func telemetry(_ site: Site, _ id: DockID, _ now: Timestamp) -> ProbeResource {
        let open = site.fleet.readiness(of: id, at: now).filter { $0.answer == .unknown }
        guard let first = open.first else {
            return passed("telemetry", en: "every reading of the gate is there", zh: "联锁读数齐全")
        }
        return failed(
            "telemetry",
            en: "missing or old: \(first.text.en)",
            zh: "缺失或过时：\(first.text.zh)",
            advice: Bilingual(
                en: "A dock that was just connected needs some seconds; else look at its sensors.",
                zh: "刚接入的机场需等待数秒；否则请检查传感器。"
            )
        )
    }

    private func clock(_ state: DockState) -> ProbeResource {
        guard let lead = state.clockLead else {
            return untested("clock", en: "its clock is not known", zh: "其时钟未知")
        }
        guard (TimeSpan.seconds(-15)...TimeSpan.seconds(5)).contains(lead) else {
            return failed(
                "clock",
                en: "its clock is \(lead) off ours",
                zh: "其时钟相差 \(lead)",
                advice: Bilingual(
                    en: "It refuses flights with 319008: is dji: ntp reachable from the dock?",
                    zh: "将以 319008 拒绝任务：机场能否访问 dji: ntp？"
                )
            )
        }
        return passed("clock", en: "its clock is \(lead) off ours", zh: "其时钟相差 \(lead)")
    }

    /// The address that docks are told, asked from this machine; its answer names roostd.
    private func files() async -> ProbeResource {
        let base = shell.http.docksURL
        let url = (base.hasSuffix("/") ? base : base + "/") + "w/probe/0/0/probe.kmz"
        let advice = Bilingual(
            en: "http: docks: url must lead to its listener, from the docks' network too.",
            zh: "http: docks: url 必须指向其监听地址，机场网络亦须可达。"
        )
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: url),
                timeout: .seconds(5)
            )
            guard response.headers.first(name: "server") == "roostd" else {
                return failed(
                    "files",
                    en: "\(base) is answered by another program",
                    zh: "\(base) 由其他程序应答",
                    advice: advice
                )
            }
            return passed(
                "files",
                en: "\(base) is ours, seen from this machine",
                zh: "\(base) 可达（自本机测试）"
            )
        } catch {
            return failed(
                "files",
                en: "\(base) does not answer",
                zh: "\(base) 无应答",
                advice: advice
            )
        }
    }

    private var timeServer: ProbeResource {
        let host = shell.dji.ntp
        var found: UnsafeMutablePointer<addrinfo>?
        defer { if let found { freeaddrinfo(found) } }
        guard getaddrinfo(host, "123", nil, &found) == 0 else {
            return failed(
                "time",
                en: "the time server \(host) has no address",
                zh: "时间服务器 \(host) 无法解析",
                advice: Bilingual(
                    en: "Correct dji: ntp in site.yaml.",
                    zh: "请修正 site.yaml 的 dji: ntp。"
                )
            )
        }
        return passed("time", en: "the time server \(host) has an address", zh: "时间服务器 \(host) 可解析")
    }

    private var storage: ProbeResource {
        guard let store = shell.media.objectStore else {
            return untested(
                "pictures",
                en: "no object store is configured: docks keep their pictures",
                zh: "未配置对象存储：图片保留在机场"
            )
        }
        return untested(
            "pictures",
            en: "docks upload to \(store.endpoint); only a dock's upload proves it",
            zh: "机场上传至 \(store.endpoint)，须以实际上传验证"
        )
    }

    func passed(_ name: String, en: String, zh: String) -> ProbeResource {
        ProbeResource(name: name, result: "ok", text: TextResource(en: en, zh: zh))
    }

    func untested(_ name: String, en: String, zh: String) -> ProbeResource {
        ProbeResource(name: name, result: "untested", text: TextResource(en: en, zh: zh))
    }

    func failed(
        _ name: String,
        en: String,
        zh: String,
        advice: Bilingual
    ) -> ProbeResource {
        ProbeResource(
            name: name,
            result: "failed",
            text: TextResource(en: en, zh: zh),
            advice: TextResource(en: advice.en, zh: advice.zh)
        )
    }
}
