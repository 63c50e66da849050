"""The steps that brought the ledger to its present tables."""
