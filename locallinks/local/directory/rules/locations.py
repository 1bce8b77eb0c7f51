"""Where a service is: addresses, postcodes and coordinates as feeds write them (1.0 and 3.0 alike)."""

from typing import Any

from locallinks.foundation.ui.rules import normalise_postcode
from locallinks.local.directory.rules.clean_data import CleanLocation, IssueLog
from locallinks.local.directory.rules.html_to_text import clean_line

# The United Kingdom with its islands: anything outside was mistyped or is a placeholder such as 0, 0 or 100, 101.
LATITUDES = (49.5, 61.5)
LONGITUDES = (-9.5, 2.5)


def read_locations(
    entry: dict[str, Any], notes: IssueLog
) -> tuple[tuple[CleanLocation, ...], tuple[dict[str, Any], ...]]:
    """Return the locations of a service, and for each the part of the entry that may hold its opening times."""
    locations: list[CleanLocation] = []
    holders: list[dict[str, Any]] = []
    for holder in _dicts(entry.get("service_at_locations")) or [
        {"location": location} for location in _dicts(entry.get("locations"))
    ]:
        location = holder.get("location")
        if isinstance(location, dict):
            locations.append(_read_location(location, notes))
            holders.append(holder)
    return tuple(locations[:50]), tuple(holders[:50])


def _read_location(location: dict[str, Any], notes: IssueLog) -> CleanLocation:
    addresses = _dicts(location.get("addresses")) or _dicts(location.get("physical_addresses"))
    address = addresses[0] if addresses else {}
    latitude, longitude = read_coordinates(location, notes)
    name = clean_line(location.get("name"))
    if not name and location.get("location_type") == "virtual":
        name = "Online"
    return CleanLocation(name, _address(address), _postcode(address, notes), latitude, longitude)


def _address(address: dict[str, Any]) -> str:
    """Return an address as one line, without the person named under `attention`."""
    parts: list[str] = []
    for key in ("address_1", "address_2", "city", "region", "state_province", "postal_code"):
        part = clean_line(address.get(key), 200).strip(" ,")
        if part and part.casefold() not in {earlier.casefold() for earlier in parts}:
            parts.append(part)
    return ", ".join(parts)[:500]


def _postcode(address: dict[str, Any], notes: IssueLog) -> str:
    text = clean_line(address.get("postal_code"), 40)
    postcode = normalise_postcode(text) if text else None
    if text and postcode is None:
        notes.mended(
            "postcode",
            "postal_code",
            f"“{text}” is not a UK postcode.",
            "It stays in the address, but distance cannot use it.",
        )
    return postcode or ""


def read_coordinates(location: dict[str, Any], notes: IssueLog) -> tuple[float | None, float | None]:
    """Return latitude and longitude if they are in the United Kingdom, the right way round, or (None, None)."""
    degrees = (location.get("latitude"), location.get("longitude"))
    numbers = [_number(value) for value in degrees]
    if all(value in (None, "") for value in degrees):
        return None, None
    if _inside(*numbers):
        return numbers[0], numbers[1]
    shown = ", ".join(clean_line(value, 30) or "nothing" for value in degrees)
    if _inside(numbers[1], numbers[0]):
        notes.mended(
            "coordinates",
            "latitude",
            f"Latitude and longitude were swapped ({shown}).",
            "They were put the right way round.",
        )
        return numbers[1], numbers[0]
    notes.mended(
        "coordinates",
        "latitude",
        f"The point {shown} is not in the United Kingdom.",
        "It was left out; the postcode is used if there is one.",
    )
    return None, None


def _inside(latitude: float | None, longitude: float | None) -> bool:
    return (
        latitude is not None
        and longitude is not None
        and LATITUDES[0] <= latitude <= LATITUDES[1]
        and LONGITUDES[0] <= longitude <= LONGITUDES[1]
    )


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value[:200] if isinstance(item, dict)] if isinstance(value, list) else []
