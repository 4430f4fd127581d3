import { _t } from "@web/core/l10n/translation";

// metres, as in tools/geo.py; the server measures again, and its word counts
const EARTH_RADIUS = 6371008.8;
const TIMEOUT = 15000;
// a position of the last minute is good enough, and spares the phone's battery
const MAXIMUM_AGE = 60000;

/** What went wrong, in words that say what to do. */
export class LocateError extends Error {}

/**
 * Ask the browser where we are.
 *
 * @returns {Promise<{latitude: number, longitude: number, accuracy: number}>}
 * @throws {LocateError}
 */
export function locate() {
    if (!window.isSecureContext) {
        throw new LocateError(
            _t(
                "Browsers give positions only over HTTPS. Ask your administrator to serve Odoo over HTTPS.",
            ),
        );
    }
    if (!navigator.geolocation) {
        throw new LocateError(_t("This browser knows no positions."));
    }
    return new Promise((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(
            ({ coords }) => {
                const { latitude, longitude, accuracy } = coords;
                resolve({ latitude, longitude, accuracy });
            },
            (error) => reject(new LocateError(explain(error))),
            { enableHighAccuracy: true, timeout: TIMEOUT, maximumAge: MAXIMUM_AGE },
        );
    });
}

function explain(error) {
    switch (error.code) {
        case 1: // PERMISSION_DENIED
            return _t(
                "The browser may not give your position. Allow it for this site in the settings of the browser and of the phone, then locate again.",
            );
        case 3: // TIMEOUT
            return _t(
                "No position came in time. Go near a window or outside, then locate again.",
            );
        default:
            return _t(
                "The phone does not know where it is. Switch its location service on, then locate again.",
            );
    }
}

/** Return the metres between two places, by the haversine formula. */
export function distance(one, other) {
    const radians = (degrees) => (degrees * Math.PI) / 180;
    const north = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
    const east = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
    const chord =
        north +
        Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * east;
    return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Return a distance for people: metres below one kilometre. */
export function formatDistance(metres) {
    if (metres < 1000) {
        return _t("%s m", Math.round(metres));
    }
    return _t("%s km", (metres / 1000).toFixed(metres < 10000 ? 1 : 0));
}
