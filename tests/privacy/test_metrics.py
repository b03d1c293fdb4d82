"""What is measured and logged names no shop, no question and no organisation."""

from prometheus_client.metrics import MetricWrapperBase

from bot.lib import metrics

# Of a table only what waits for a yes is counted: more than twenty rows.
LABELS = {"kind", "outcome", "method", "version", "content", "table"}


def test_no_label_parts_shops_by_what_they_answered_or_where_they_belong() -> None:
    made = [one for one in vars(metrics).values() if isinstance(one, MetricWrapperBase)]
    assert len(made) >= 12
    assert {label for one in made for label in one._labelnames} <= LABELS
