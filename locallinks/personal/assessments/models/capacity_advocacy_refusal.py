"""Answers about an advocate, records of capacity for one choice, and refusals of an assessment."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.assessments.choices import AdvocacyStage, CapacityChoice
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway


class AdvocacyAnswers(AboutPerson):
    """The answers on which a check about an advocate rests (s.67): difficulties, and who supports them. History."""

    check_made = models.OneToOneField(AdvocacyCheck, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=AdvocacyStage.choices)
    difficulties = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    beside = models.CharField(max_length=200, blank=True)
    is_paid = models.BooleanField(null=True)
    person_agrees = models.BooleanField(null=True)

    class Meta:
        verbose_name = "what was asked about an advocate"


class CapacityDecision(AboutPerson):
    """Whether somebody can make one choice at one time and, if not, their best interests. History."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=CapacityChoice.choices)
    in_question = models.CharField(max_length=300, verbose_name="what the choice is about")
    help_given = models.TextField(max_length=MAX_WORDS)
    impaired = models.BooleanField(verbose_name="something affects their mind")
    cannot = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    because = models.BooleanField(verbose_name="why")
    evidence = models.TextField(max_length=MAX_WORDS)
    lacks = models.BooleanField(verbose_name="cannot make this choice")
    best_interests = models.TextField(max_length=MAX_WORDS, blank=True)
    consulted = models.TextField(max_length=MAX_WORDS, blank=True)
    decision_maker = models.CharField(max_length=200, blank=True)
    wishes = models.TextField(max_length=MAX_WORDS, blank=True)
    least_restrictive = models.TextField(max_length=MAX_WORDS, blank=True)
    can_wait = models.TextField(max_length=MAX_WORDS, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "choices you could or could not make"
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lacks=False) | (Q(impaired=True, because=True) & ~Q(cannot=[])),
                name="capacity_is_presumed",
            ),
            models.CheckConstraint(
                condition=Q(lacks=False) | (~Q(best_interests="") & ~Q(consulted="")),
                name="best_interests_say_who_was_consulted",
            ),
            models.CheckConstraint(
                condition=Q(lacks=False)
                | (~Q(decision_maker="") & ~Q(wishes="") & ~Q(least_restrictive="") & ~Q(can_wait="")),
                name="best_interests_are_whole",
            ),
        ]


class AssessmentRefusal(AboutPerson):
    """A refusal of an assessment (s.11), and whether it ends the council's duty. History."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="+")
    said_by = models.CharField(max_length=200)
    words = models.TextField(max_length=MAX_WORDS)
    at_risk = models.BooleanField()
    risk_words = models.TextField(max_length=MAX_WORDS, blank=True)
    capacity = models.ForeignKey(CapacityDecision, models.PROTECT, null=True, blank=True, related_name="+")
    stands = models.BooleanField(verbose_name="the no stands")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "a no to an assessment"
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stands=False) | Q(at_risk=False), name="no_refusal_stands_where_somebody_is_at_risk"
            )
        ]
