"""Loopline's own records in the graph: loads, derivations, answers, findings with their ledger, and who writes."""

from __future__ import annotations

from graph.model.schema import Kind, NodeType, Origin, Property, dates, flags, texts, whole
from graph.model.vocabulary import FAMILIES, LEDGER_EVENTS, LEDGER_STATUSES, LINK_STATES, PERIOD_BEGINS, SEVERITIES

BOOKKEEPING_NODES = (
    NodeType(
        "Load",
        "load_id",
        (
            *texts("source", "content_hash", "mapping", "status"),
            # The profile of the load: a shipped profile's name or a file's path, and its fingerprint.
            *texts("profile", "profile_fingerprint"),
            *dates("as_of"),
            Property("loaded_at", Kind.MOMENT),
            # The number that its facts carry, and whether the files told all that their source knew.
            *whole("number"),
            *texts("mode"),
            # Why somebody agreed to a load that was held.
            *texts("approved"),
            *whole("sequence", "read", "loaded", "quarantined", "duplicates", "passed", "cells"),
            *texts("quarantine"),
            # Hardly anybody in its contacts is known from another source, so that silence in it tells nothing.
            *flags("unmatched"),
            # Tells whether the key of people's ids and names is the one that this load was made with.
            *texts("person_key"),
            # Labels and relationship types that it added or changed; absent if not known.
            Property("touched", Kind.TEXTS),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "LoadBatch",
        "batch_id",
        (
            *texts("load_id", "source", "sheet"),
            *dates("as_of"),
            *whole("read", "loaded", "quarantined", "duplicates", "passed", "cells"),
        ),
        Origin.BOOKKEEPING,
        indexes=("sheet",),
    ),
    NodeType(
        "Derivation",
        "step",
        (
            *texts("load", "version", "basis"),
            *dates("as_of"),
            *whole("sequence", "rows", "milliseconds"),
            Property("reads", Kind.TEXTS),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "Answer",
        "query",
        (
            *texts("rule", "kind", "title", "load", "version", "basis", "content"),
            *dates("as_of"),
            *flags("evaluable"),
            Property("missing", Kind.TEXTS),
            *whole("rows", "population"),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "Finding",
        "finding_id",
        (
            *texts("query", "rule", "key", "severity", "sentence", "content"),
            # Id of the finding at the root of what this one follows from; empty if it stands for itself.
            *texts("cause"),
            Property("ids", Kind.TEXTS),
            *whole("buildings", "rank"),
        ),
        Origin.BOOKKEEPING,
        indexes=("query",),
    ),
    # What became of every finding that was ever found; `Finding` has those of the last load.
    NodeType(
        "LedgerEntry",
        "finding_id",
        (
            *texts("query", "rule", "key", "sentence", "cause"),
            Property("severity", values=SEVERITIES),
            Property("ids", Kind.TEXTS),
            *whole("buildings"),
            Property("status", values=LEDGER_STATUSES),
            # As-of dates, and the numbers of the loads that first and last had it. What came back is open since then.
            *dates("since", "open_since", "first_seen", "last_seen"),
            *whole("first_load", "last_load"),
            # The number that decides how severe it is, where one does; whether it stood for itself at first.
            *whole("effect"),
            *flags("stood"),
            # The question as it was asked when this was last found, and the status before that can't be told now.
            *texts("asked", "before"),
            # Id of the role that sees to it, and what people entered.
            *texts("owner", "reason"),
            *dates("due", "waived_until"),
        ),
        Origin.BOOKKEEPING,
        indexes=("status",),
    ),
    NodeType(
        "LedgerEvent",
        "event_id",
        (
            *texts("finding_id", "text", "by"),
            Property("kind", values=LEDGER_EVENTS),
            *dates("as_of"),
            *whole("load"),
            Property("entered_at", Kind.MOMENT),
        ),
        Origin.BOOKKEEPING,
        indexes=("finding_id", "load"),
    ),
    # What each metric said at each load, in the columns that are kept over time; `key` has the values of the metric's
    # key columns, joined by "|". What could not be told then has no node.
    NodeType(
        "Figure",
        "figure_id",
        (
            *texts("metric", "column", "key"),
            Property("value", Kind.NUMBER),
            *dates("as_of"),
            *whole("load"),
        ),
        Origin.BOOKKEEPING,
        indexes=("metric", "load"),
    ),
    # How each question was asked last, and whether it was answered.
    NodeType("LedgerQuestion", "query", (*texts("asked"), *flags("answered")), Origin.BOOKKEEPING),
    # How a link stood from one change of its state to the next; the period that stands has no end. It has no
    # relationship to its `Link`, which goes when the pair is no longer required.
    NodeType(
        "LinkPeriod",
        "period_id",
        (
            *texts("link_id"),
            Property("state", values=LINK_STATES),
            # As the profile had it when the period began.
            Property("family", values=FAMILIES),
            Property("began", values=PERIOD_BEGINS),
            # As-of dates, and the numbers of the loads that opened and ended it.
            *dates("since", "until"),
            *whole("load", "ended"),
        ),
        Origin.BOOKKEEPING,
        indexes=("link_id", "since"),
    ),
    # The number of the last change; and, named `links`, what decided how links were judged last.
    NodeType("Ledger", "name", (*whole("sequence"), *texts("asked")), Origin.BOOKKEEPING),
    NodeType(
        "Lease",
        "name",
        (
            # Process, machine and user of whoever writes now, and what for; absent while nobody does.
            *texts("holder", "user", "doing"),
            *(Property(name, Kind.MOMENT) for name in ("since", "until", "asked_at")),
        ),
        Origin.BOOKKEEPING,
    ),
)
