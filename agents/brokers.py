"""The district's brokers 区级枢纽: the social organisation service centre and the social work association.

They bring organisations, communities and workers together and have no duty for any request. Both stand in every regime
with the same posts, paid by the district; how much comes to them is up to the rules.
"""

from agents.institution import Institution


class ServiceCentre(Institution):
    """Social organisation service centre 社会组织服务中心: holds fairs (F1), reads bids for grants and watches (C9)."""

    kind = "service_centre"
    tier = 2


class WorkAssociation(Institution):
    """Social work association 社会工作协会: its people teach in the training of social workers (C9)."""

    kind = "work_association"
    tier = 2
