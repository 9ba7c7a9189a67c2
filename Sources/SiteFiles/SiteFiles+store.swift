// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
public import SiteCore

extension SiteFiles {
    /// Why a folder cannot be taken into force on a store that was made with another: its `site` and its
    /// `origin` are the store's for life.
    ///
    /// What a store keeps on the local grid (exemptions, cases, flights to a place) would lie elsewhere by as
    /// much as the origin moved.
    ///
    /// - Parameters:
    ///   - folder: the site's folder, to name the lines.
    ///   - new: what the folder says.
    ///   - store: the configuration in force in the store; nil: it has none yet, and takes any.
    /// - Returns: a fault for each difference, with what to do; empty: it is the store's own.
    public static func faults(
        ofFolder folder: String,
        saying new: SiteConfiguration,
        onStoreOf store: SiteConfiguration?
    ) -> [Fault] {
        guard let store else { return [] }
        let file = SiteReader(folder: folder, hardware: nil, now: .epoch).file("site.yaml")
        let top = file.top("site.yaml")
        func fault(_ key: String, _ message: String) -> Fault {
            Fault(file: file.path, line: top?.line(of: key) ?? 0, field: key, message: message)
        }
        var faults: [Fault] = []
        if new.site != store.site {
            faults.append(
                fault(
                    "site",
                    "is \(new.site), but the data folder is that of \(store.site): run the folder of "
                        + "\(store.site), or give --data a folder of \(new.site)'s own"
                )
            )
        }
        if new.grid.origin != store.grid.origin {
            faults.append(
                fault(
                    "origin",
                    "is \(text(new.grid.origin)), but the store was made with "
                        + "\(text(store.grid.origin)), and everything on its local grid would move: put "
                        + "\(text(store.grid.origin)) back, or start a new data folder with --data"
                )
            )
        }
        return faults
    }

    private static func text(_ place: Coordinate) -> String {
        "[\(place.latitude), \(place.longitude)]"
    }
}
