"""The lean day: what every framework can be asked to do of the district's day, written as each of its users would.

Every resident may have a need (one item of the duty list), voices it or helps themselves or bears it by a logit of
trust, habit and severity; borne needs are thought over; requests go through the approvals and tasks of their item, a
step a day at most, and queue first come first served at committees, stations, streets and the district's desk beside
the institutions' own work; desks work so many hours a day; whoever was served judges, trust moves, and their ties hear
of it. Left out, against `model/`: time within the day, urgency, gaps, overlaps and passing on, what hand-overs lose,
defects and reopening, approval cycles, channels and opening hours, home visits, posts that move, money, and all further
mechanisms. A framework that does the lean day does less than Sanshe does in its own, so a ratio to Sanshe flatters the
framework.

All versions take the same draws and must come to the same counts (tests/benchmarks/test_lean.py).
"""
