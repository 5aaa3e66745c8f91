"""The user's word on which entities are the same: read from a file, checked, and never overwritten.

A line is `same A B` or `different A B`, the two being entities as `kg entities` lists them (`entity:kim-jong-un`,
without the prefix too); `#` begins a comment.
"""
