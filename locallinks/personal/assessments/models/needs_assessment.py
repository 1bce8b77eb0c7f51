"""The assessment of an adult, the eligibility decision, and an introduction where support is not due."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.assessments.choices import Ability, AssessmentMethod, WellbeingArea, WellbeingEffect
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS
from locallinks.personal.assessments.rules.support_tiers import TIERS
from locallinks.personal.pathways.models import Pathway


def keep_history(name: str):  # type: ignore[no-untyped-def]
    """Return a decorator that keeps every version of a row, by trigger (ARCHITECTURE.md, "Inside a room")."""
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name=name
    )


@keep_history("AssessmentHistory")
class Assessment(AboutPerson, Versioned):
    """One assessment. When needs change a new one begins; after the decision none of it changes."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField(default=1)
    method = models.CharField(max_length=20, choices=AssessmentMethod.choices)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    what_matters = models.TextField(max_length=MAX_WORDS, blank=True)
    strengths = models.TextField(max_length=MAX_WORDS, blank=True)
    people_around = models.TextField(max_length=MAX_WORDS, blank=True)
    community = models.TextField(max_length=MAX_WORDS, blank=True)
    what_is_hard = models.TextField(max_length=MAX_WORDS, blank=True)
    services = models.TextField(max_length=MAX_WORDS, blank=True)
    strengths_tried = models.TextField(max_length=MAX_WORDS, blank=True)
    people_tried = models.TextField(max_length=MAX_WORDS, blank=True)
    community_tried = models.TextField(max_length=MAX_WORDS, blank=True)
    services_tried = models.TextField(max_length=MAX_WORDS, blank=True)
    impairment = models.BooleanField(null=True)
    impairment_note = models.TextField(max_length=MAX_WORDS, blank=True)
    significant_impact = models.BooleanField(null=True)
    impact_note = models.TextField(max_length=MAX_WORDS, blank=True)
    # Who wrote this version, when, and in which part: with the history, who changed what and when.
    saved_by = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_part = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pathway", "number"], name="assessments_are_numbered")]


@keep_history("OutcomeFindingHistory")
class OutcomeFinding(AboutPerson):
    """Whether somebody achieves one of the ten outcomes, as if nobody helped (docs/rules/care-act.md 2 and 3)."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="outcomes")
    code = models.CharField(
        max_length=3,
        choices=[(outcome.code, outcome.plain) for outcome in ADULT_OUTCOMES.values()],
        verbose_name="which part of daily life",
    )
    ability = models.CharField(max_length=15, choices=Ability.choices, verbose_name="how it goes")
    words = models.TextField(max_length=MAX_WORDS, blank=True, verbose_name="note")
    tier = models.CharField(
        max_length=10,
        blank=True,
        choices=[(tier.key, tier.words) for tier in TIERS.values()],
        verbose_name="how near the support is",
    )
    in_version = models.PositiveIntegerField(default=1)  # of the assessment, when this was last saved

    class Meta:
        verbose_name = "what is hard, one by one"
        constraints = [
            models.CheckConstraint(condition=Q(tier="") | Q(tier__in=list(TIERS)), name="tier_is_one_of_six"),
            models.UniqueConstraint(fields=["assessment", "code"], name="one_finding_an_outcome"),
            models.CheckConstraint(condition=Q(code__in=list(ADULT_OUTCOMES)), name="outcome_is_one_of_ten"),
            models.CheckConstraint(
                condition=Q(ability__in=[code for code, _ in Ability.choices]), name="ability_is_one_of_five"
            ),
        ]


@keep_history("WellbeingFindingHistory")
class WellbeingFinding(AboutPerson):
    """The effect on one of the nine wellbeing areas."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="wellbeing")
    area = models.CharField(max_length=15, choices=WellbeingArea.choices, verbose_name="which part of life")
    effect = models.CharField(max_length=5, choices=WellbeingEffect.choices, verbose_name="how big the effect is")
    in_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "what it does to your wellbeing"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "area"], name="one_finding_an_area"),
            models.CheckConstraint(
                condition=Q(area__in=[area.value for area in WellbeingArea]), name="area_is_one_of_nine"
            ),
            models.CheckConstraint(
                condition=Q(effect__in=[effect.value for effect in WellbeingEffect]), name="effect_is_one_of_three"
            ),
        ]


class EligibilityDecision(AboutPerson):
    """The result of the adult's test, and what the social worker decided. History (append-only by trigger)."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="decisions")
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="decision")
    has_qualifying_cause = models.BooleanField(verbose_name="from an illness or disability")
    has_unmet_outcomes = models.BooleanField(verbose_name="two or more things are hard")
    has_significant_impact = models.BooleanField(verbose_name="a big effect on wellbeing")
    unable = ArrayField(models.CharField(max_length=3), default=list, blank=True, verbose_name="what is hard")
    computed_eligible = models.BooleanField(verbose_name="what the sum says: support is due")
    decided_eligible = models.BooleanField(verbose_name="what was decided: support is due")
    reasons = models.TextField(max_length=MAX_WORDS)
    why_different = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "the decision on support"
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(decided_eligible=F("computed_eligible")) | ~Q(why_different=""),
                name="decision_against_the_sum_says_why",
            ),
        ]


class Introduction(AboutPerson):
    """An introduction to somebody in the community, which the person agreed to because support was not due."""

    pathway = models.OneToOneField(Pathway, models.PROTECT, related_name="introduction")
    to_whom = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(to_whom=""), name="introduction_says_to_whom")]
