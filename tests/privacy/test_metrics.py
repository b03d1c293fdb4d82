"""What is measured and logged names no shop, no question and no organisation."""

from prometheus_client.metrics import MetricWrapperBase

from bot import metrics

LABELS = {"kind", "outcome", "method", "version", "content"}


def test_no_label_parts_shops_by_what_they_answered_or_where_they_belong() -> None:
    made = [one for one in vars(metrics).values() if isinstance(one, MetricWrapperBase)]
    assert len(made) >= 12
    assert {label for one in made for label in one._labelnames} <= LABELS
