"""The version of the package, which builds record."""

__version__ = "0.1.0"
