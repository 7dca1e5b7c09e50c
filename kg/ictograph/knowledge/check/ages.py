"""Rules about age windows and other lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ictograph.knowledge import model
from ictograph.knowledge.check.rule import Found, records, rule
from ictograph.knowledge.check.walk import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge

AGES: tuple[str, ...] = get_args(model.Age)


@rule("age-order", "warning")  # an error once the shipped knowledge has none
def age_order(k: Knowledge) -> Iterator[Found]:
    """Age windows stand in the order of life.

    Problem: A later window stands before an earlier one, as if a span ran backwards.
    Remedy: Write them from the youngest to the oldest, and every window that is meant: an age between is not implied.
    """
    for record in (*k.nodes.values(), *k.statements.values()):
        onset = isinstance(record, model.Node)
        ages = record.onset if isinstance(record, model.Node) else record.context.age
        order = [AGES.index(age) for age in ages]
        if order != sorted(order):
            right = ", ".join(sorted(set(ages), key=AGES.index))
            yield Found(record, "onset" if onset else "context.age", f"the ages run backwards; write [{right}]")


@rule("listed-twice")
def listed_twice(k: Knowledge) -> Iterator[Found]:
    """No list names one thing twice.

    Problem: The second naming says nothing, or another was meant.
    Remedy: Keep one, or put the other name there.
    """
    for record in records(k):
        for field, values in lists(record):
            twice = next((value for index, value in enumerate(values) if value in values[:index]), None)
            if twice is not None:
                yield Found(record, field, f"{field!r} names {twice!r} twice; keep one")
