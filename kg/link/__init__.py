"""Names to entities: what names stand for, and which entities of different documents are one."""
