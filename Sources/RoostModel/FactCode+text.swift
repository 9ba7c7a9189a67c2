// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension FactCode {
    /// Text in both languages; `{name}` is filled in from the fact.
    public var text: Bilingual {
        Bilingual(en: Self.texts[self]?.en ?? rawValue, zh: Self.texts[self]?.zh ?? rawValue)
    }

    /// One row a fact: code, English, Chinese.
    private static let rows: [(FactCode, String, String)] = [
        (
            .siteConfigured,
            "The configuration is in force: {docks} docks, {routes} routes, {rules} rules.",
            "配置已生效：{docks} 个机场，{routes} 条航线，{rules} 条规则。"
        ),
        (
            .siteReloaded,
            "{person} read the site's folder again: {changes} changes.",
            "{person} 重新读取了站点目录：{changes} 处变更。"
        ),
        (
            .tokenAdded,
            "{person} made a token for {name}, role {role}.",
            "{person} 为 {name} 创建了令牌，角色 {role}。"
        ),
        (
            .tokenRevoked,
            "{person} revoked the token of {name}.",
            "{person} 撤销了 {name} 的令牌。"
        ),
        (
            .siteStarted,
            "roostd started; dock states are unknown until the docks say them.",
            "roostd 已启动；机场上报前状态未知。"
        ),
        (
            .siteClockStepped,
            "The wall clock was stepped by {step}; launches are held until confirmed.",
            "系统时钟跳变 {step}；确认前禁止起飞。"
        ),
        (
            .siteClockConfirmed,
            "The wall clock is trusted again, by {by}; launches may go on.",
            "系统时钟已由{by}确认可信；可恢复起飞。"
        ),
        (
            .siteDegraded,
            "The controller is degraded: {what}.",
            "控制器降级运行：{what}。"
        ),
        (
            .siteRecovered,
            "The controller is in order again: {what}.",
            "控制器恢复正常：{what}。"
        ),
        (
            .dockOnline,
            "Dock {dock} is online.",
            "机场 {dock} 已上线。"
        ),
        (
            .dockSilent,
            "Dock {dock} is silent since {since}.",
            "机场 {dock} 自 {since} 起无信号。"
        ),
        (
            .dockTelemetryLost,
            "No telemetry from the aircraft of dock {dock} for {age}.",
            "机场 {dock} 的飞行器已 {age} 无遥测。"
        ),
        (
            .dockTopology,
            "Dock {dock}: aircraft {aircraft} linked.",
            "机场 {dock}：飞行器 {aircraft} 已连接。"
        ),
        (
            .dockTopologyConflict,
            "Dock {dock} reports aircraft {aircraft}, the register says {expected}.",
            "机场 {dock} 上报飞行器 {aircraft}，登记为 {expected}。"
        ),
        (
            .dockAlarmRaised,
            "Dock {dock}: health alarm: {alarm}.",
            "机场 {dock}：健康告警：{alarm}。"
        ),
        (
            .dockAlarmCleared,
            "Dock {dock}: health alarm over: {alarm}.",
            "机场 {dock}：健康告警已解除：{alarm}。"
        ),
        (
            .dockAircraftMissing,
            "Dock {dock} says that its aircraft is not in it, and no flight of it is open: look for it.",
            "机场 {dock} 报告飞机不在舱内，且没有进行中的架次：请查找飞机。"
        ),
        (
            .dockAircraftBack,
            "Dock {dock} has its aircraft again.",
            "机场 {dock} 的飞机已回到舱内。"
        ),
        (
            .dockWeatherHold,
            "Dock {dock} is held by weather: {what}.",
            "机场 {dock} 因天气停飞：{what}。"
        ),
        (
            .dockWeatherReleased,
            "Dock {dock}: weather is within limits again.",
            "机场 {dock}：天气恢复到限值以内。"
        ),
        (
            .dockReplyLate,
            "Dock {dock} answered {method} late, result {result}.",
            "机场 {dock} 迟到应答 {method}，结果 {result}。"
        ),
        (
            .dockOther,
            "Dock {dock} said {method}.",
            "机场 {dock} 上报 {method}。"
        ),
        (
            .dockJob,
            "Dock {dock}: {method} {status}.",
            "机场 {dock}：{method} {status}。"
        ),
        (
            .dockAreasKept,
            "Dock {dock} keeps the flight areas {areas} on board.",
            "机场 {dock} 已同步飞行区 {areas}。"
        ),
        (
            .dockAreasWrong,
            "Dock {dock} keeps the flight areas {areas} on board, not {wanted}.",
            "机场 {dock} 的飞行区为 {areas}，应为 {wanted}。"
        ),
        (
            .dockAreasFailed,
            "Dock {dock} did not take the flight areas {wanted}: {reason}.",
            "机场 {dock} 未能同步飞行区 {wanted}：{reason}。"
        ),
        (
            .dockStartStuck,
            "Dock {dock} waits for a home point for {minutes} min and does not take off: {next}. If it happens"
                + " again, lock the dock (roost maintain lock) and have its RTK and the sky over it looked at.",
            "机场 {dock} 等待返航点已 {minutes} 分钟，尚未起飞：{next}。若再次发生，请锁定机场（roost maintain lock），"
                + "检查 RTK 及上方遮挡。"
        ),
        (
            .holdPlaced,
            "Hold {hold} on {scope}, by {person}: {reason}.",
            "{person} 对 {scope} 设置停飞 {hold}：{reason}。"
        ),
        (
            .holdReleased,
            "Hold {hold} on {scope} released by {person}.",
            "{person} 解除 {scope} 的停飞 {hold}。"
        ),
        (
            .missionPlanned,
            "Mission {mission}: route {route} from dock {dock} at {start}.",
            "任务 {mission}：航线 {route}，机场 {dock}，{start} 起飞。"
        ),
        (
            .missionHeld,
            "Mission {mission} waits at dock {dock}: {reasons}.",
            "任务 {mission} 在机场 {dock} 等待：{reasons}。"
        ),
        (
            .missionRequested,
            "Mission {mission} requested by {person}: {what}.",
            "{person} 请求任务 {mission}：{what}。"
        ),
        (
            .missionEnded,
            "Mission {mission} ended: {outcome}. {reason}",
            "任务 {mission} 结束：{outcome}。{reason}"
        ),
        (
            .missionNotFlown,
            "Mission {mission} was not flown: {outcome}. {reason}",
            "任务 {mission} 未执行：{outcome}。{reason}"
        ),
        (
            .interlockVerdict,
            "Gate for {sortie} at dock {dock} by rules {rules}: {verdict}. {values}",
            "{sortie} 在机场 {dock} 的起飞联锁（规则版本 {rules}）：{verdict}。{values}"
        ),
        (
            .sortiePreparing,
            "Sortie {sortie}: dock {dock} is getting the wayline.",
            "架次 {sortie}：机场 {dock} 正在获取航线。"
        ),
        (
            .sortiePrepared,
            "Sortie {sortie}: dock {dock} is prepared.",
            "架次 {sortie}：机场 {dock} 准备就绪。"
        ),
        (
            .sortieReady,
            "Sortie {sortie}: dock {dock} says that the conditions of its task hold.",
            "架次 {sortie}：机场 {dock} 确认任务条件已满足。"
        ),
        (
            .sortieStarting,
            "Sortie {sortie}: launch ordered at dock {dock}.",
            "架次 {sortie}：已命令机场 {dock} 起飞。"
        ),
        (
            .sortieAirborne,
            "Sortie {sortie} is airborne from dock {dock}.",
            "架次 {sortie} 已从机场 {dock} 升空。"
        ),
        (
            .sortieProgressed,
            "Sortie {sortie}: {percent} %.",
            "架次 {sortie}：{percent} %。"
        ),
        (
            .sortiePaused,
            "Sortie {sortie} is paused.",
            "架次 {sortie} 已暂停。"
        ),
        (
            .sortieOrdered,
            "{person} ordered for {sortie} at dock {dock}: {order}.",
            "{person} 向机场 {dock} 的 {sortie} 下达：{order}。"
        ),
        (
            .sortieResumed,
            "Sortie {sortie} goes on along its route.",
            "架次 {sortie} 继续沿航线飞行。"
        ),
        (
            .sortieHovers,
            "Sortie {sortie}: its return is cancelled and it hovers on its battery; it is called home at {until}.",
            "架次 {sortie}：返航已取消，正在悬停耗电；将于 {until} 召回。"
        ),
        (
            .sortieNotDiverted,
            "Sortie {sortie} was not sent elsewhere: the dock did not do it or did not say so; it is {state}.",
            "架次 {sortie} 未改飞：机场未执行或未确认；当前{state}。"
        ),
        (
            .sortieArrived,
            "Sortie {sortie} reached the point and hovers.",
            "架次 {sortie} 已到达目标点并悬停。"
        ),
        (
            .sortieReturning,
            "Sortie {sortie} is returning: {reason}.",
            "架次 {sortie} 返航中：{reason}。"
        ),
        (
            .sortieDocked,
            "Sortie {sortie} is docked at {dock}.",
            "架次 {sortie} 已回到机场 {dock}。"
        ),
        (
            .sortieLandedAway,
            "Sortie {sortie} landed away from its dock.",
            "架次 {sortie} 在机场外降落。"
        ),
        (
            .sortieFailed,
            "Sortie {sortie} failed at dock {dock}: {reason}.",
            "架次 {sortie} 在机场 {dock} 失败：{reason}。"
        ),
        (
            .sortieCancelled,
            "Sortie {sortie} cancelled before launch: {reason}.",
            "架次 {sortie} 起飞前取消：{reason}。"
        ),
        (
            .sortieUnknown,
            "Sortie {sortie}: state unknown since {since} ({was}); waiting for the dock's word.",
            "架次 {sortie}：自 {since} 起状态未知（原为 {was}）；等待机场上报。"
        ),
        (
            .sortieReconciled,
            "Sortie {sortie}: the dock says {state}.",
            "架次 {sortie}：机场上报 {state}。"
        ),
        (
            .sortieForeign,
            "Dock {dock} reports an aircraft in the air that nobody sent: {sortie}.",
            "机场 {dock} 上报未经派遣的飞行器在空：{sortie}。"
        ),
        (
            .sortieReturnBrokenOff,
            "Sortie {sortie}: the aircraft broke its return off and hovers.",
            "架次 {sortie}：飞行器中断返航并悬停。"
        ),
        (
            .sortieReturnOrdered,
            "Return home ordered[ for {sortie}] at dock {dock} by {person}.",
            "{person} 命令机场 {dock}[ 的 {sortie}] 返航。"
        ),
        (
            .sortieTakenOver,
            "Sortie {sortie}: somebody took the aircraft of {dock} over by hand; roost only watches.",
            "架次 {sortie}：{dock} 的飞机已被手动接管，系统仅监视。"
        ),
        (
            .sortieGivenBack,
            "Sortie {sortie}: the aircraft of {dock} was given back.",
            "架次 {sortie}：{dock} 的飞机已交还控制。"
        ),
        (
            .sortieMedia,
            "Sortie {sortie}: {count} pictures stored.",
            "架次 {sortie}：已保存 {count} 张照片。"
        ),
        (
            .taskBegun,
            "Dock {dock}, {task}: {what}, for {by}.",
            "机场 {dock}，{task}：{what}，请求方 {by}。"
        ),
        (
            .taskDone,
            "Dock {dock}, {task}: {what} is done.",
            "机场 {dock}，{task}：{what} 已完成。"
        ),
        (
            .taskFailed,
            "Dock {dock}, {task}: {what} failed: {reason}.",
            "机场 {dock}，{task}：{what} 失败：{reason}。"
        ),
        (
            .taskStuck,
            "Dock {dock}, {task}: {what}; a person must look.",
            "机场 {dock}，{task}：{what}；需人工处理。"
        ),
        (
            .pictureStored,
            "Picture {file} of dock {dock} is the one of {task}.",
            "机场 {dock} 的图片 {file} 属于 {task}。"
        ),
        (
            .holdEnding,
            "Dock {dock}: hold {hold} of {person} ends at {until}.",
            "机场 {dock}：{person} 的停飞令 {hold} 将于 {until} 结束。"
        ),
        (
            .commandFailed,
            "Dock {dock} refused {order}: {reason}.",
            "机场 {dock} 拒绝 {order}：{reason}。"
        ),
        (
            .commandUnknown,
            "Dock {dock} did not answer {order}; the outcome is unknown.",
            "机场 {dock} 未应答 {order}；结果未知。"
        ),
        (
            .commandExpired,
            "{order} for dock {dock} expired before it was sent.",
            "发往机场 {dock} 的 {order} 过期未发送。"
        ),
        (
            .planRequested,
            "A plan for {date} is being made ({why}).",
            "正在制定 {date} 的计划（{why}）。"
        ),
        (
            .planAdopted,
            "Plan for {date} adopted: {served} of {asked} patrols.",
            "{date} 的计划已采用：{served}/{asked} 次巡查。"
        ),
        (
            .planReady,
            "The plan for {date} is ready: {served} of {asked} patrols; it comes into force with its day.",
            "{date} 的计划已编制：{asked} 次巡查中的 {served} 次；当日开始时生效。"
        ),
        (
            .planMoved,
            "Patrol {route} of {from} is now flown by {dock} at {to}: {why}.",
            "巡查 {route}（原 {from}）改由 {dock} 于 {to} 执行：{why}。"
        ),
        (
            .planRunSet,
            "{person} put patrol {route} of {from} to {dock} at {to}: {why}.",
            "{person} 将巡查 {route}（原 {from}）调整为 {dock} 于 {to} 执行：{why}。"
        ),
        (
            .planRunRestored,
            "{person} put patrol {route} of {from} back: {dock} flies it at {to}: {why}.",
            "{person} 恢复巡查 {route}（原 {from}）：由 {dock} 于 {to} 执行：{why}。"
        ),
        (
            .planDaySet,
            "{person}: {date} counts as {day}: {why}.",
            "{person} 将 {date} 设为 {day}：{why}。"
        ),
        (
            .sortieLate,
            "Sortie {sortie} is not back at dock {dock}, {age} after its planned end.",
            "架次 {sortie} 超过计划结束时间 {age} 仍未返回机场 {dock}。"
        ),
        (
            .reachLost,
            "{lost} of {all} places are out of the promise of {limit}: {place} first; {unknown} unknown.",
            "{all} 处中有 {lost} 处超出 {limit} 承诺：首先为 {place}；{unknown} 处未知。"
        ),
        (
            .reachRestored,
            "{back} places are within the promise of {limit} again; {lost} are still out, {unknown} unknown.",
            "{back} 处恢复到 {limit} 承诺之内；仍有 {lost} 处超出，{unknown} 处未知。"
        ),
        (
            .planRefused,
            "The plan for {date} was refused: {reason}.",
            "{date} 的计划被拒绝：{reason}。"
        ),
        (
            .planNone,
            "No plan is in force for {date}: {reason}.",
            "{date} 没有生效的计划：{reason}。"
        ),
        (
            .planUnserved,
            "Patrol {route} {band} no. {number} is not in the plan: {reason}.",
            "巡查 {route} {band} 第 {number} 次未列入计划：{reason}。"
        ),
        (
            .planYearUnknown,
            "The calendar does not cover {year}: add its holidays.",
            "日历未覆盖 {year} 年：请补充节假日。"
        ),
        (
            .patrolDue,
            "Patrol {route} is due at dock {dock}.",
            "巡查 {route} 到时，机场 {dock}。"
        ),
        (
            .patrolOutcome,
            "Patrol {route} of {start}: {outcome}. {reason}",
            "{start} 的巡查 {route}：{outcome}。{reason}"
        ),
        (
            .requestRefused,
            "{person} asked for {what}: refused. {reason}",
            "{person} 请求 {what}：被拒绝。{reason}"
        ),
    ]

    private static let texts: [FactCode: Bilingual] = Dictionary(
        uniqueKeysWithValues: (rows + caseRows + relayRows).map {
            ($0.0, Bilingual(en: $0.1, zh: $0.2))
        }
    )
}
