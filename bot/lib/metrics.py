"""What is counted and measured of a running bot, for Prometheus. No label names a person, chat or token."""

from collections.abc import Callable, Mapping

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

# A series more for each counter, which tells when it was made: nobody asks.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the one function of it without types

REGISTRY = CollectorRegistry()
"""The bot's own: what a library registers elsewhere is not exposed."""

ProcessCollector(registry=REGISTRY)

_STEP_BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)

UPDATES = Counter(
    "winkelpeil_updates",
    "Updates handed to the bot, those that came again included, by kind.",
    ["kind"],
    registry=REGISTRY,
)
DELIVERIES = Counter(
    "winkelpeil_deliveries",
    "Requests to the webhook's address, by how they ended.",
    ["outcome"],
    registry=REGISTRY,
)
STEP_SECONDS = Histogram(
    "winkelpeil_step_seconds",
    "How long the dialogue's steps compute, without what they wait for.",
    buckets=_STEP_BUCKETS,
    registry=REGISTRY,
)
STARTED = Counter(
    "winkelpeil_assessments_started",
    "Assessments begun; a step that is taken again, because it was not stored, counts again.",
    registry=REGISTRY,
)
FINISHED = Counter(
    "winkelpeil_assessments_finished",
    "Assessments finished; a step that is taken again, because it was not stored, counts again.",
    registry=REGISTRY,
)
COMMITS = Counter("winkelpeil_commits", "Transactions that the database made durable.", registry=REGISTRY)
LAST_COMMIT = Gauge(
    "winkelpeil_last_commit_timestamp_seconds",
    "When the database last made something durable, in seconds since 1970.",
    registry=REGISTRY,
)
LAST_PURGE = Gauge(
    "winkelpeil_last_purge_timestamp_seconds",
    "When what was kept long enough was last looked for and deleted, in seconds since 1970.",
    registry=REGISTRY,
)
LOOP_LAG_SECONDS = Histogram(
    "winkelpeil_loop_lag_seconds",
    "How long the event loop takes to give a sign of life.",
    buckets=(0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0),
    registry=REGISTRY,
)
OLDEST_UPDATE_SECONDS = Gauge(
    "winkelpeil_oldest_update_seconds",
    "How long the update that waits longest in this process has been waiting; 0 with none waiting.",
    registry=REGISTRY,
)
STORAGE_FAILURES = Counter(
    "winkelpeil_storage_failures", "What the database refused or could not do.", registry=REGISTRY
)
API_CALLS = Counter(
    "winkelpeil_api_calls",
    "Calls of the Bot API, by method and by HTTP status, no_answer or in_response.",
    ["method", "outcome"],
    registry=REGISTRY,
)
SCREENS_RESTORED = Counter(
    "winkelpeil_screens_restored",
    "Screens shown again, since a call ended only after another process sent to its chat.",
    registry=REGISTRY,
)
RENDERS = Counter("winkelpeil_renders", "Pictures and reports drawn.", registry=REGISTRY)
RENDER_CACHE_HITS = Counter(
    "winkelpeil_render_cache_hits", "Pictures and reports taken from memory.", registry=REGISTRY
)
SENDING = Gauge("winkelpeil_sending", "Chats and taps with a reply on its way.", registry=REGISTRY)
OLDEST_REPLY_SECONDS = Gauge(
    "winkelpeil_oldest_reply_seconds",
    "How long this process has had the reply that waits longest; 0 with none waiting.",
    registry=REGISTRY,
)
CLOCK_TRUSTED = Gauge(
    "winkelpeil_clock_trusted",
    "Whether somebody outside this machine confirmed the time at the last look; 0 deletes nothing.",
    registry=REGISTRY,
)
PURGE_HELD = Gauge(
    "winkelpeil_purge_held_rows",
    "Rows that would go at once, and wait for `winkelpeil purge --confirm`, by table.",
    ["table"],
    registry=REGISTRY,
)
BUILD = Gauge(
    "winkelpeil_build_info", "The release and the content.", ["version", "content"], registry=REGISTRY
)


def exposition() -> tuple[bytes, str]:
    """Write all of it down as Prometheus reads it, with the media type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_PLAIN_0_0_4


def describe_build(version: str, content: str) -> None:
    """Tell which release and content this process runs, and no others."""
    BUILD.clear()
    BUILD.labels(version, content).set(1)


def tell_held(rows: Mapping[str, int]) -> None:
    """Tell of which tables so many rows wait for somebody to look, and of no others."""
    PURGE_HELD.clear()
    for table, number in rows.items():
        PURGE_HELD.labels(table).set(number)


def watch_receiving(waited: Callable[[], float]) -> None:
    """Ask for this whenever somebody looks."""
    OLDEST_UPDATE_SECONDS.set_function(waited)


def watch_sending(busy: Callable[[], float], oldest: Callable[[], float]) -> None:
    """Ask for these two whenever somebody looks."""
    SENDING.set_function(busy)
    OLDEST_REPLY_SECONDS.set_function(oldest)


def count_commit() -> None:
    """Count a transaction that the database made durable."""
    COMMITS.inc()
    LAST_COMMIT.set_to_current_time()


def count_call(method: str, outcome: str) -> None:
    """Count one call of the Bot API."""
    API_CALLS.labels(method, outcome).inc()
