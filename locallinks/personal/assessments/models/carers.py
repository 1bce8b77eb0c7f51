"""Assessments of carers: people who look after another adult without pay (Care Act 2014 s.10).

No table points to a pathway, because the adult may have none. The rows are about the carer: the carer and the council
can read them, and the adult cannot. They give the carer no access to the adult's own assessment.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson, Person
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.assessments.choices import CarerMethod, Willingness
from locallinks.personal.assessments.models.needs_assessment import keep_history
from locallinks.personal.assessments.rules.eligibility import CARER_ABILITIES, CARER_OUTCOMES
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS


class CarerLink(AboutPerson):
    """That a carer (`person`) looks after an adult (`cared_for`)."""

    cared_for = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cared_for_name = models.CharField(max_length=200, default="")  # a carer may not open the adult's record to read it
    relation = models.CharField(max_length=100)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "whom you look after"
        constraints = [
            models.UniqueConstraint(fields=["person", "cared_for"], name="one_link_a_carer"),
            models.CheckConstraint(condition=~Q(person=F("cared_for")), name="nobody_is_their_own_carer"),
        ]


@keep_history("CarerAssessmentHistory")
class CarerAssessment(AboutPerson, Versioned):
    """One assessment of a carer who looks after one adult."""

    link = models.ForeignKey(CarerLink, models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField(default=1)
    method = models.CharField(max_length=20, choices=CarerMethod.choices)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    what_matters = models.TextField(max_length=MAX_WORDS, blank=True)
    caring = models.TextField(max_length=MAX_WORDS, blank=True)
    around = models.TextField(max_length=MAX_WORDS, blank=True)
    around_tried = models.TextField(max_length=MAX_WORDS, blank=True)
    able = models.CharField(max_length=4, blank=True, choices=Willingness.choices)
    willing = models.CharField(max_length=4, blank=True, choices=Willingness.choices)
    going_on = models.TextField(max_length=MAX_WORDS, blank=True)
    necessary_care = models.BooleanField(null=True)
    necessary_note = models.TextField(max_length=MAX_WORDS, blank=True)
    health_at_risk = models.BooleanField(null=True)
    health_note = models.TextField(max_length=MAX_WORDS, blank=True)
    significant_impact = models.BooleanField(null=True)
    impact_note = models.TextField(max_length=MAX_WORDS, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "number"], name="carer_assessments_are_numbered")]


@keep_history("CarerFindingHistory")
class CarerFinding(AboutPerson):
    """Whether a carer achieves one of the eight outcomes. Unlike for adults, taking longer is not "unable"."""

    assessment = models.ForeignKey(CarerAssessment, models.PROTECT, related_name="outcomes")
    code = models.CharField(
        max_length=2,
        choices=[(outcome.code, outcome.plain) for outcome in CARER_OUTCOMES.values()],
        verbose_name="which part of daily life",
    )
    ability = models.CharField(
        max_length=15,
        choices=[(str(ability), ability.label) for ability in CARER_ABILITIES],
        verbose_name="how it goes",
    )
    words = models.TextField(max_length=MAX_WORDS, blank=True, verbose_name="note")

    class Meta:
        verbose_name = "what is hard for a carer, one by one"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="one_carer_finding_an_outcome"),
            models.CheckConstraint(condition=Q(code__in=list(CARER_OUTCOMES)), name="carer_outcome_is_one_of_eight"),
            models.CheckConstraint(
                condition=Q(ability__in=[str(ability) for ability in CARER_ABILITIES]),
                name="carer_ability_has_three_limbs",
            ),
        ]


class CarerDecision(AboutPerson):
    """The result of the carer's test, and what the social worker decided. History."""

    assessment = models.OneToOneField(CarerAssessment, models.PROTECT, related_name="decision")
    has_qualifying_cause = models.BooleanField(verbose_name="from an illness or disability")
    has_unmet_outcomes = models.BooleanField(verbose_name="two or more things are hard")
    has_significant_impact = models.BooleanField(verbose_name="a big effect on wellbeing")
    unable = ArrayField(models.CharField(max_length=2), default=list, blank=True, verbose_name="what is hard")
    computed_eligible = models.BooleanField(verbose_name="what the sum says: support is due")
    decided_eligible = models.BooleanField(verbose_name="what was decided: support is due")
    reasons = models.TextField(max_length=MAX_WORDS)
    why_different = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "the decision on support for a carer"
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="carer_decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(decided_eligible=F("computed_eligible")) | ~Q(why_different=""),
                name="carer_decision_against_the_sum_says_why",
            ),
        ]
