"""Contracts of our own for import-linter, beside the ones that it brings."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StandardLibraryOnly(Contract):
    """These packages import nothing but themselves and what Python brings.

    `except_for` lists single exceptions, as "module -> package".
    """

    packages = fields.ListField(subfield=fields.StringField())
    except_for = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = [
            (module, imported)
            for module in sorted(graph.modules)
            if _top(module) in self.packages
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if not self._may(module, imported)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for module, imported in check.metadata["found"]:
            output.print_error(f"{module} imports {imported}", bold=False)

    def _may(self, module: str, imported: str) -> bool:
        top = _top(imported)
        return (
            top in self.packages
            or top in sys.stdlib_module_names
            or f"{module} -> {top}" in self.except_for
        )


def _top(module: str) -> str:
    return module.partition(".")[0]
