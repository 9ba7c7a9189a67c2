// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension SiteTemplate {
    static let siteText = """
        # A new site. Fill in what is marked FILL IN, then: roostd check THIS-FOLDER
        # Every key, its unit and default: docs/configuration.md

        site: my-site                       # FILL IN: its id, letters, digits and -
        name: {zh: 新站点, en: New site}     # FILL IN
        time_zone: Asia/Shanghai            # FILL IN: IANA zone
        origin: [22.5600, 114.1450]         # FILL IN: [latitude, longitude], never changed later
        # simulated: true                   # only for docksim: never on a site that flies
        # calendar: cn                      # holidays: ../calendars/cn.tsv
        service: {from: "06:00", to: "22:00"}

        safety:
          # highest_obstacle_m: 65          # FILL IN: above ground, whole site; without it nothing flies
          ceiling_m: 120                    # legal height above ground
          wind_mps: 8
          rain_step: 0

        reserve: {min_ready: 0}             # docks that patrols leave free; 0 with one dock

        broker:
          embedded: {listen: 127.0.0.1:0}   # docks on the network: 0.0.0.0:8883 with tls: {…}

        http:
          listen: 127.0.0.1:8470
          docks: {listen: 127.0.0.1:8471, url: "http://127.0.0.1:8471"}   # FILL IN: as docks see it

        dji:
          app_id: "000000"                  # FILL IN, from the vendor's developer page
          key_secret: dji-key               # names of files in DATA/secrets, never the secrets
          license_secret: dji-license
          organization: my-site
          binding_secret: dji-binding
          ntp: pool.ntp.org

        """

    static let docksText = """
        # One entry a dock. What is listed is adopted; a dock not listed gets no command.

        docks:
          - id: D01
            name: {zh: 机场01, en: Dock 01}
            model: dock-3                   # FILL IN: a file of hardware/docks
            serial: FILLIN00000001          # FILL IN: from the label
            position: [22.5600, 114.1450]   # FILL IN: [latitude, longitude], WGS84, not GCJ-02
            ground_m: 0                     # FILL IN: pad above the WGS84 ellipsoid
            ferry_height_m: 100             # highest obstacle and 20 m at least
            radius_m: 3000
            aircraft: {id: A01, model: m4td, serial: FILLIN00000002}   # FILL IN
            # limits: {wind_mps: 8}         # stricter than the model's, or where it knows no value

        """

    static let areasText = """
        {
          "type": "FeatureCollection",
          "note": "FILL IN: draw the district and your zones; [longitude, latitude], WGS84",
          "features": [
            {
              "type": "Feature",
              "properties": {"id": "district", "kind": "district"},
              "geometry": {
                "type": "Polygon",
                "coordinates": [[
                  [114.1250, 22.5420],
                  [114.1650, 22.5420],
                  [114.1650, 22.5780],
                  [114.1250, 22.5780],
                  [114.1250, 22.5420]
                ]]
              }
            },
            {
              "type": "Feature",
              "properties": {"id": "np-first", "kind": "zone", "quiet_hours": ["22:00-07:00"]},
              "geometry": {
                "type": "Polygon",
                "coordinates": [[
                  [114.1480, 22.5608],
                  [114.1520, 22.5608],
                  [114.1520, 22.5612],
                  [114.1480, 22.5612],
                  [114.1480, 22.5608]
                ]]
              }
            }
          ]
        }

        """

    static let routesText = """
        {
          "type": "FeatureCollection",
          "note": "FILL IN: where patrols fly; [longitude, latitude], WGS84",
          "features": [
            {
              "type": "Feature",
              "properties": {
                "id": "R01",
                "name": {"zh": "第一条", "en": "First"},
                "domain": "traffic",
                "height_m": 60,
                "speed_mps": 8,
                "docks": ["D01"]
              },
              "geometry": {
                "type": "LineString",
                "coordinates": [
                  [114.1460, 22.5610],
                  [114.1540, 22.5610]
                ]
              }
            }
          ]
        }

        """

    static let patrolsText = """
        # When which route is flown. Bands have defaults; docs/configuration.md names them.

        patrols:
          - {route: R01, days: [workday, makeup], band: am_peak, times: 2, apart_s: 1800, weight: 10}

        """

    static let rulesText = """
        # What is a violation. revisit: who is still there grace_s after the first look is noticed.

        rules:
          - id: parking-first
            domain: illegal_parking
            zone: np-first
            mode: revisit
            labels: [car, van, truck]
            band: {hours: "07:00-22:00"}
            grace_s: 300
            warn: move-on
            review: human
            receivers: [journal]

        """

    static let receiversText = """
        # Who is told.

        receivers:
          - {id: journal, kind: log, language: en}
          # - {id: police, kind: webhook, url: "https://example.org/roost", secret: police-hook}

        """

    static let speechText = """
        # Approved loudspeaker texts: nothing else is ever spoken.

        texts:
          - id: move-on
            zh: 您好，此处禁止停车，请立即驶离。
            en: Parking is not allowed here. Please move your vehicle now.

        """
}
