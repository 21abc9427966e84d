"""The day of Sanshe once more, with an object for everything: what both Mesa twins are made of.

`routes.py` the way of a request, `case.py` a request on its way, `duties.py` who is liable, `desk.py` the posts that do
the work, `resident.py` the people, `work.py` what institutions do beside requests, `street.py` posts that move,
`district.py` the day.
"""
