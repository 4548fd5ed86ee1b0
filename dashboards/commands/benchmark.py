"""`loopline benchmark`: Loopline's measures compared with other tools' on an invented network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dashboards.tables import Format, note, print_csv, print_json, print_table
from graph.errors import LooplineError, UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("benchmark")(benchmark)
    app.command("bench", hidden=True, help="Deprecated: use `benchmark`.")(benchmark)


def benchmark(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    size: Annotated[
        str, typer.Option(help="People in the network, ten links drawn per person: 10k, 100k, 1m or 10m.")
    ] = "10k",
    peers: Annotated[str, typer.Option(help="Tools to compare with, separated by commas; all, or none.")] = "all",
    seed: Annotated[int, typer.Option(help="Seed of the invented network.", min=0)] = 1,
    limit: Annotated[float, typer.Option(help="Stop a tool after this many seconds.", min=1)] = 600.0,
    cold: Annotated[bool, typer.Option("--cold", help="Compile the kernels instead of using the cache.")] = False,
    out: Annotated[Path | None, typer.Option(help="Also write the report to this file, as JSON.")] = None,
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="In a checkout: update the table in graph/README.md, or the recorded counts."),
    ] = False,
    instructions: Annotated[
        bool, typer.Option("--instructions", help="Count instructions with valgrind instead of timing.")
    ] = False,
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
) -> None:
    """Time Loopline's measures and other tools' on the same network, each tool in its own process."""
    from graph.benchmark.compare import OURS, PEERS, SIZES, compare

    if instructions:
        _print_instructions(seed, output, refresh=refresh)
        return
    people = SIZES.get(size.lower())
    if people is None:
        raise UsageError(f"Unknown size {size!r}.", f"Use one of: {', '.join(SIZES)}.")
    named = [name.strip().replace("-", "_") for name in peers.split(",") if name.strip()]
    names = {"all": list(PEERS), "none": []}.get(peers, [name for name in named if name != OURS])
    report = compare(people, names, seed=seed, limit=limit, cold=cold, report=lambda name: note(f"{name} ..."))
    if out is not None:
        _write(report, out)
    rows = table(report)
    columns = list(rows[0])
    if output is Format.JSON:
        print_json(report)
    elif output is Format.CSV:
        print_csv(columns, rows)
    else:
        print_table(columns, rows)
        _print_notes(report)
    if refresh:
        from dashboards.readme import rewrite

        rewrite("benchmark", markdown(report, rows))


def _print_instructions(seed: int, output: Format, *, refresh: bool) -> None:
    from graph.benchmark.instructions import compare
    from graph.benchmark.recorded import beside, record

    counted = compare(seed=seed, report=note)
    rows, remarks = beside(counted, seed)
    for remark in remarks:
        note(remark)
    if refresh:
        record(counted, seed)
    if output is Format.JSON:
        print_json(rows)
    else:
        (print_csv if output is Format.CSV else print_table)(list(rows[0]), rows)


def _write(report: dict[str, Any], out: Path) -> None:
    import json

    try:
        out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise LooplineError(f"{out} can't be written.", "Choose a folder that you can write to.") from error


def table(report: dict[str, Any]) -> list[dict[str, Any]]:
    """One row per task: the seconds of every tool, in brackets if its answer differs from ours."""
    runs = report["runs"]
    ours = runs["loopline"]["tasks"]
    present = [name for name, run in runs.items() if not run["missing"]]
    rows = [
        {"task": label, **{name: _seconds(runs[name]["before"].get(what)) for name in present}}
        for what, label in BEFORE.items()
    ]
    theirs = [task for name in present for task in runs[name]["tasks"] if task not in ours]
    worse = report["growth"]
    rows += [
        {"task": f"{task} *" if task in worse else task, **{name: _cell(runs[name], task, ours) for name in present}}
        for task in [*ours, *dict.fromkeys(theirs)]
    ]
    whole = report["structural"]
    place = next((at for at, row in enumerate(rows) if row["task"].removesuffix(" *") in whole["tasks"][-1:]), -1) + 1
    rows.insert(place, {"task": "structural set together", "loopline": _seconds(whole["seconds"])})
    rows.append({"task": "memory, MiB", **{name: _peak(runs[name]) for name in present}})
    ratio = report["ratio"]
    rows.append(
        {"task": "times ours", **{name: "1" if name == "loopline" else _times(ratio, name) for name in present}}
    )
    return [{"task": row["task"], **{name: row.get(name, "") for name in present}} for row in rows]


BEFORE = {"imports": "imports", "warm_up": "compilation and warm-up", "reading": "reading"}
"""Timings before the tasks, with their names in the table."""


def _times(ratio: dict[str, float], name: str) -> str:
    return f"{ratio[name]:,}" if name in ratio else ""


def _seconds(took: float | None) -> str:
    return "" if took is None else f"{took:.3f}"


def _cell(run: dict[str, Any], task: str, ours: dict[str, Any]) -> str:
    from graph.benchmark.answers import alike

    done = run["tasks"].get(task)
    if done is None:
        return ""
    seconds = _seconds(done["seconds"])
    return seconds if task not in ours or alike(done, ours[task]) else f"({seconds})"


def _peak(run: dict[str, Any]) -> str:
    return f"{max((done['peak_mib'] for done in run['tasks'].values()), default=0):,.0f}"


def _notes(report: dict[str, Any]) -> list[str]:
    lines = [f"{report['people']:,} people, {report['links']:,} links, seed {report['seed']}; seconds after a warm-up."]
    lines.append("Kernels were compiled." if report["cold"] else "Kernels came from the cache if they were in it.")
    for name, run in report["runs"].items():
        if run["missing"]:
            lines.append(f"{name}: {run['missing']} is not installed.")
        elif run["stopped"]:
            lines.append(f"{name}: stopped before it finished all tasks.")
    return lines


def _growth(report: dict[str, Any]) -> list[str]:
    return [f"* {task} grows with {how}." for task, how in report["growth"].items()]


def _print_notes(report: dict[str, Any]) -> None:
    for line in (*_notes(report), *_growth(report)):
        note(line)


def markdown(report: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """The README section."""
    machine = report["machine"]
    columns = list(rows[0])
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(str(row[name]) for name in columns)} |" for row in rows]
    lines += ["", "A star marks tasks that grow with more than people and links:", ""]
    lines += [f"- {task}: {how}" for task, how in report["growth"].items()]
    head = f"{' '.join(_notes(report))} {machine['cores']} cores. In brackets: an answer that differs from ours."
    return f"{head}\n\n" + "\n".join(lines) + "\n"
