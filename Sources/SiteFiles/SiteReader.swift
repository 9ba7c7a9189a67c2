// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import PatrolCore
import RoostModel
import SiteCore

/// One reading of a site's folder: every file in turn, then what holds between them.
struct SiteReader {
    let folder: String
    let hardware: String?
    let now: Timestamp
    /// What is installed beside the program, looked at last.
    let share: String?
    let log = FaultLog()

    init(
        folder: String,
        hardware: String?,
        now: Timestamp,
        share: String? = InstalledFolder.share
    ) {
        self.share = share
        self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.hardware = hardware
        self.now = now
    }

    /// A file of the folder, or beside it.
    func file(_ name: String) -> SourceFile {
        SourceFile(path: name.hasPrefix("/") ? name : "\(folder)/\(name)", log: log)
    }

    /// The site, or nil after a fault that leaves none.
    ///
    /// Faults are in ``log``.
    func read() -> LoadedSite? {
        let head = readHead()
        let drawn = readAreas()
        let origin = head?.origin ?? drawn?.first?.area.rings.first?.first
        let grid = LocalGrid(origin: origin ?? Coordinate(latitude: 0, longitude: 0))
        let areas = (drawn ?? []).map { $0.placed(on: grid) }
        let ground = ground(areas, on: grid, head)
        let docks = readDocks(on: ground, hardware: head?.hardware)
        let routes = readRoutes(on: ground, docks: docks)
        let day = readPatrols(routes: routes)
        let speech = readSpeech()
        let quiet = (drawn ?? []).compactMap(\.quiet)
        let policy = speechPolicy(speech.values, quiet, areas)
        let (receivers, grouping, escalation) = readReceivers()
        let book = CaseNames(
            zones: drawn.map { _ in areas.filter { $0.kind == .zone }.map(\.id) },
            receivers: receivers.names,
            speech: speech.names,
            isSimulated: head?.isSimulated ?? true
        )
        let rules = readRules(book)
        let packs = readPacks(of: rules)
        guard let head, let base = head.base else { return nil }
        var calendar = base.calendar
        calendar.overrides = day.overrides
        let parts = SiteParts(
            head: base,
            grid: grid,
            areas: areas,
            calendar: calendar,
            docks: docks.values,
            routes: routes.values,
            day: day,
            speech: policy
        )
        var cases = CaseConfiguration(
            rules: rules,
            zones: areas.filter { $0.kind == .zone },
            receivers: receivers.values,
            calendar: calendar,
            grid: grid
        )
        cases.escalation = escalation
        cases.grouping = grouping
        cases.packs = packs
        cases.retention = base.retention.ofCases
        return LoadedSite(
            configuration: SiteConfiguration(
                site: base.site,
                name: base.name,
                isSimulated: base.isSimulated,
                grid: grid,
                fleet: parts.fleet,
                cases: cases,
                patrols: parts.patrols
            ),
            shell: ShellConfiguration(
                broker: base.broker,
                http: base.http,
                media: base.media,
                dji: base.dji,
                retention: base.retention,
                adapters: base.adapters,
                speech: speech.values,
                quietZones: quiet
            ),
            warnings: log.warnings.sorted()
        )
    }
    /// What places of docks and routes are held against.
    private func ground(_ areas: [Area], on grid: LocalGrid, _ head: SiteHead?) -> Ground {
        Ground(
            grid: grid,
            district: areas.first { $0.kind == .district }.map { District(area: $0, grid: grid) },
            closed: areas.filter {
                $0.kind == .noFly && $0.heights.lowerBound <= 0 && $0.hours.isEmpty
                    && $0.days.isEmpty
            },
            safety: head?.safety ?? SafetyLimits(highestObstacle: nil),
            times: head?.times ?? FlightTimes()
        )
    }
}
