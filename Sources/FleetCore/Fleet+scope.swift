// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// What a hold or stop reaches.
extension Fleet {
    /// Holds that bar a dock, and a flight of these legs from it.
    public func holds(on dock: DockID, legs: [Leg] = []) -> [Hold] {
        holds.isEmpty ? [] : holds.map(\.value).filter { reaches($0.scope, dock, legs) }
    }

    /// Holds that a flight of a route from a dock would meet if it left now, also those on zones that it enters.
    ///
    /// A route that is flown once is given itself; of others the configuration has it.
    public func holds(
        on dock: DockID,
        along route: RouteID,
        oneTime: Route? = nil
    ) -> [Hold] {
        guard !holds.isEmpty, let configuration, let site = docks[dock]?.site,
            let route = oneTime ?? self.route(route)
        else { return holds(on: dock) }
        return holds(on: dock, legs: site.profile(of: route, configuration.times)?.legs ?? [])
    }

    /// Docks in a scope whose aircraft may be out, by dock; where it is not known, it is in.
    public func mayBeInTheAir(in scope: HoldScope) -> [DockID] {
        docks.ids.filter { id in
            guard mayBeInTheAir(id) else { return false }
            switch scope {
            case .fleet: return true
            case .dock(let named): return named == id
            case .zone:
                // A flight that nobody planned has no legs, and may be anywhere.
                guard let legs = openSortie(at: id)?.profile?.legs else { return true }
                return reaches(scope, id, legs)
            }
        }
    }

    /// Whether a scope holds a dock, or a flight of these legs from it.
    ///
    /// A zone that is no longer in the configuration holds every dock: nobody can say where it was.
    private func reaches(_ scope: HoldScope, _ dock: DockID, _ legs: [Leg]) -> Bool {
        switch scope {
        case .fleet: return true
        case .dock(let id): return id == dock
        case .zone(let id):
            guard let area = configuration?.areas.first(where: { $0.id == id }),
                let site = docks[dock]?.site
            else { return true }
            return area.contains(site.grid) || legs.contains { Airspace.meets(area, $0.line) }
        }
    }

    /// Whether a scope names something of the site.
    func isKnown(_ scope: HoldScope) -> Bool {
        switch scope {
        case .fleet: true
        case .dock(let id): docks[id] != nil
        case .zone(let id): configuration?.areas.contains { $0.id == id } == true
        }
    }
}
