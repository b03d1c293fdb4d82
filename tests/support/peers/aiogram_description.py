"""aiogram's description of the Bot API, by others: whether calls keep to it, and what its methods are.

It first writes the names of all methods, and then for each line that it reads, a list of calls, what is wrong
with them; all as JSON, a line each.
"""

import inspect
import json
import sys
import types
import typing
from functools import cache
from typing import Any

from aiogram import methods
from aiogram.methods.base import TelegramMethod
from pydantic import BaseModel, TypeAdapter, ValidationError

METHODS = {
    cls.__api_method__.lower(): cls
    for _, cls in inspect.getmembers(methods, inspect.isclass)
    if issubclass(cls, TelegramMethod) and cls is not TelegramMethod
}


def faults_of_call(name: str, values: dict[str, str], files: list[str]) -> list[str]:
    """Tell what is wrong with a call, whose values are texts as in a form."""
    cls = METHODS.get(name.lower())
    if cls is None:
        return ["no such method"]
    faults = [f"{field}: no such parameter" for field in values if field not in cls.model_fields]
    fields = {}
    for field, text in values.items():
        if field in cls.model_fields:
            try:
                fields[field] = _value(cls.model_fields[field].annotation, text)
            except ValueError:
                faults.append(f"{field}: neither a text nor JSON")
    # What is uploaded stands in a call as if it were attached.
    fields |= {field: f"attach://{field}" for field in files if field in cls.model_fields}
    return faults + faults_of(cls, fields)


def faults_of(kind: Any, data: Any) -> list[str]:
    """Tell where data differ from a type: what is missing, is of another type, or is not known."""
    adapter = _adapter(kind)
    try:
        parsed = adapter.validate_python(data)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    again = adapter.dump_python(parsed, mode="json", exclude_unset=True, by_alias=True, warnings=False)
    return [*_unknown(parsed, ""), *_changed(data, again, "")]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _value(annotation: Any, text: str) -> Any:
    """Read a value out of a form: a text where one is allowed, otherwise JSON."""
    return text if str in _members(annotation) else json.loads(text)


def _members(annotation: Any) -> set[Any]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return set().union(*(_members(one) for one in typing.get_args(annotation)))
    return {annotation}


def _unknown(value: Any, at: str) -> list[str]:
    """List fields that the description does not have."""
    if isinstance(value, BaseModel):
        found = [f"{at}{name}: no such field of {type(value).__name__}" for name in value.model_extra or ()]
        for name in type(value).model_fields:
            found += _unknown(getattr(value, name), f"{at}{name}.")
        return found
    if isinstance(value, list):
        return [fault for i, one in enumerate(value) for fault in _unknown(one, f"{at}{i}.")]
    return []


def _changed(sent: Any, read: Any, at: str) -> list[str]:
    """List what was read as something else than it was: a text as a number, say."""
    if isinstance(sent, dict) and isinstance(read, dict):
        # Where the description has it under another name, it was read all the same.
        return [
            fault
            for name in sent
            if name in read
            for fault in _changed(sent[name], read[name], f"{at}{name}.")
        ]
    if isinstance(sent, list) and isinstance(read, list) and len(sent) == len(read):
        return [
            fault
            for i, pair in enumerate(zip(sent, read, strict=True))
            for fault in _changed(*pair, f"{at}{i}.")
        ]
    same = sent == read and isinstance(sent, bool) == isinstance(read, bool)
    return [] if same else [f"{at[:-1]}: {sent!r} is read as {read!r}"]


def faults(calls: list[dict[str, Any]]) -> list[str]:
    """Tell what is wrong with calls, and with their results; each thing once."""
    told: dict[str, None] = {}
    for one in calls:
        name = one["method"]
        found = [f"call: {fault}" for fault in faults_of_call(name, one["values"], one["files"])]
        if "result" in one and name.lower() in METHODS:
            returning = METHODS[name.lower()].__returning__
            found += [f"result: {fault}" for fault in faults_of(returning, one["result"])]
        told |= dict.fromkeys(f"{name}: {fault}" for fault in found)
    return list(told)


def write(answer: list[str]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    write(sorted(cls.__api_method__ for cls in METHODS.values()))
    for line in sys.stdin:
        write(faults(json.loads(line)))
