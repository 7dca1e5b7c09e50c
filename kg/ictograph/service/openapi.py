"""What `/api` takes and gives, as an OpenAPI document made from the calls themselves."""

from __future__ import annotations

from importlib import metadata
from typing import Any

from ictograph.service.calls import AGES, CALLS, Call, Parameter

_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "integer", "minimum": 1, "maximum": 1000},
    "truth": {"type": "boolean"},
    "age": {"type": "string", "enum": list(AGES)},
}
_ERRORS = {
    "400": "a parameter is missing, unknown or wrong",
    "404": "nothing goes by a name; the message gives the nearest",
    "503": "too many questions at once; Retry-After says when to ask again",
    "504": "no answer within the time limit",
}


def document() -> dict[str, Any]:
    """The document."""
    from ictograph.signed.records import NOTICE

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ictograph", "version": metadata.version("ictograph"), "description": NOTICE,
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "paths": {f"/api/{name}": {"get": _operation(call)} for name, call in CALLS.items()},
    }  # fmt: skip


def _operation(call: Call) -> dict[str, Any]:
    answers: dict[str, Any] = {
        status: {
            "description": what,
            "content": {"application/json": {"schema": _object({"error": {"type": "string"}})}},
        }
        for status, what in _ERRORS.items()
    }
    answers["200"] = {
        "description": "the answer, with the notice",
        "content": {"application/json": {"schema": _object({"notice": {"type": "string"}})}},
    }
    parameters = [_parameter(parameter) for parameter in call.parameters]
    return {"operationId": call.name, "summary": call.what, "parameters": parameters, "responses": answers}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name, "in": "query", "required": parameter.needed, "description": parameter.what,
        "schema": schema(parameter),
    }  # fmt: skip


def schema(parameter: Parameter) -> dict[str, Any]:
    """The JSON schema of a parameter's value."""
    one = _KINDS[parameter.kind]
    return {"type": "array", "items": one} if parameter.many else one


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}
