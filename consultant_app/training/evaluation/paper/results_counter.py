"""The chapter on careless counters: what gate, calibration and burst each take off the spread of a score."""

from collections.abc import Mapping
from typing import Any

from consultant_app.training.evaluation.paper.tables import interval, name_of, number, percent, table

Figures = Mapping[str, Any]


def counter_chapter(figures: Figures) -> str:
    """Within-person SD each way, what is left of it, and what the gate refused."""
    found = figures.get("counter")
    if found is None:
        return "Not measured in this run.\n"
    return _asked(found) + "\n" + _spreads(found["criteria"]) + "\n" + _gate(found) + "\n" + _chart(found)


def _asked(found: Figures) -> str:
    return (
        f"{found['faces']} untouched held-out faces, each at {found['counters']} simulated counters, one score a "
        "counter as one visit gives: what differs between them is the within-person SD. Shops, cameras and small "
        "changes of pose are those of the chapter above; distance and focus are others at each attempt. Beyond "
        "them, every second attempt has one fault that nobody guides against: out of focus, moved, too dark, too "
        "bright, back-lit, lit from one side, far, or turned by 6, 12 or 18 degrees; each from hardly visible to "
        "hopeless, the degrees of [the gate's measurement](../gate.md), alike often.\n\n"
        "- *Careless*: a single photo, the first attempt as it comes.\n"
        f"- *Gate*: the first of at most {found['attempts']} attempts there that the quality gate lets pass.\n"
        "- *Calibrated*: the same in colours corrected by a ColorChecker that was drawn, photographed in that "
        "very shop, found and fitted as the application does.\n"
        "- *Burst*: of that, three pictures half a second apart read together: what the application does.\n"
        "- *Calm* and *calm, all three*: the first and the last of these where no attempt has a fault.\n\n"
        "Scores that the product would not say (too coarse, too uncertain) are in none of them; a person counts "
        "with two scores or more.\n"
    )


def _spreads(criteria: Figures) -> str:
    rows = [
        (
            name_of(key),
            number(one["burst"], "persons", 0),
            *(interval(one[way], "sd_points", 1) for way in ("careless", "gate", "calibrated", "burst")),
            interval(one, "of_careless"),
            *(interval(one[way], "sd_points", 1) for way in ("calm", "calm_burst")),
            interval(one, "of_calm"),
        )
        for key, one in criteria.items()
    ]
    head = ("criterion", "persons", "careless", "gate", "calibrated", "burst", "left")
    return (
        table((*head, "calm", "calm, all three", "left"), rows)
        + "\nWithin-person SD in points of 100. *Left*: the SD with all three measures over the SD with none, on "
        "the same persons. How careless a counter is was chosen, not observed, and the first ratio depends on "
        "that choice; the second does not.\n"
    )


def _gate(found: Figures) -> str:
    refused, photos = found["refused"], found["photos"]
    share = percent({"share": refused.get("any", 0) / photos if photos else 0.0}, "share")
    reasons = ", ".join(f"`{key}` {count}" for key, count in refused.items() if key != "any")
    return (
        f"The gate saw {photos} photos and refused {refused.get('any', 0)} ({share} %)"
        + (f": {reasons}; a photo can have several reasons" if reasons else "")
        + f". At {found['lost']} of {found['faces'] * found['counters']} counters it let none of "
        f"{found['attempts']} attempts pass; they are in no figure of this chapter.\n"
    )


def _chart(found: Figures) -> str:
    charts = found["charts"]
    return (
        f"Of {charts['held_up']} charts held up, {charts['unread']} could not be read, and their counters went on "
        "uncalibrated. Mean CIEDE2000 of the patches: "
        f"{number(charts, 'before', 1)} before, {number(charts, 'after', 1)} after.\n"
    )
