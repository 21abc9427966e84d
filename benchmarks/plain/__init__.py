"""The day of Sanshe once more, with an object for everything: what both Mesa twins are made of.

What stands where is said in `benchmarks/plain_mesa.py`.
"""
